/**
 * A relation joins resources by equal values, in the same account and region. `on` maps own field -> the target's field.
 * `many: false`: a null own value means "known none". `many: true`: all that match; the list is open while a cell is. Of an
 * own field that is a list, each value refers to one.
 * The relation's name is where rules find it: `cluster`, or inside the elements of a list: `variants[*].model`.
 */
export type Relation = { to: string; many: boolean; on: Record<string, string> };
export type Relations = Record<string, Relation>;
