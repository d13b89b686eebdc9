/**
 * A relation joins resources by equal values, in the same account and region. `on` maps own field -> the target's field; one that
 * holds a list of names matches by each of them.
 * `many: false`: a null own value means "known none". `many: true`: all that match; the list is open while a cell is. Of an
 * own field that is a list, each value refers to one.
 * The relation's name is where rules find it: `cluster`, or inside the elements of a list: `variants[*].model`.
 */
export type Relation = {
  to: string;
  many: boolean;
  on: Record<string, string>;
  /**
   * Where the other end may be, if not in the same account and region. `arn`: where the ARN says that is referred by, or beside what
   * refers to it if that is no ARN. `global`: likewise, among what an account has once for all its regions. `anywhere`: in any account
   * and region; what is not found there is another's or was not looked for, and never missing. `account`: in any region of the account, as
   * far as anybody listed them.
   */
  reach?: Reach;
  /** The own value is no name but says where it lies: the bucket of a URI, the repository of an image. */
  through?: Through;
};
export type Through = "bucket" | "repository";
export type Reach = "arn" | "global" | "anywhere" | "account";

/** The region of what an account has once for all of them. */
export const globalRegion = "global";
export type Relations = Record<string, Relation>;
