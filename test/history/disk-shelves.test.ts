import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { growingShelf, memoryShelf, type OpenShelf } from "../../src/estate/shelf.ts";
import { diskShelves } from "../../src/history/disk-shelves.ts";

const disk = diskShelves();
afterAll(disk.close);

const part = fc.oneof(
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom(
    "",
    "\0",
    "\u0001",
    "\u0002",
    "\u0003",
    "\u007e",
    "\u007f",
    "\ud800",
    "\udfff",
    "\ue000",
    "\uffff",
    "\u{10ffff}",
    "a",
    "a\0b",
  ),
);
const key = fc.array(part, { minLength: 2, maxLength: 2 });
const rows = fc.array(fc.record({ key, row: fc.jsonValue() }), { maxLength: 12 });

const filled = (open: OpenShelf, entries: readonly { key: string[]; row: unknown }[]) => {
  const shelf = open<unknown>();
  for (const entry of entries) shelf.put(entry.key, entry.row);
  return shelf;
};
const json = (value: unknown): string => JSON.stringify(value) ?? "nothing";

describe("A shelf on disk", () => {
  it("gives what a shelf in memory gives, in the same order, whatever the keys are made of", () => {
    const sorts: OpenShelf[] = [disk.open, growingShelf(3, disk.open)];
    fc.assert(
      fc.property(rows, key, (entries, other) => {
        const wanted = filled(memoryShelf, entries);
        for (const open of sorts) {
          const shelf = filled(open, entries);
          expect([...shelf.rows].map(json)).toEqual([...wanted.rows].map(json));
          for (const one of [...entries.map((entry) => entry.key), other]) expect(json(shelf.get(one))).toBe(json(wanted.get(one)));
        }
      }),
    );
  });

  it("can be read again while it is being read, and left half read", () => {
    const shelf = filled(
      disk.open,
      ["b", "a", "c"].map((name) => ({ key: [name], row: name })),
    );
    const seen: unknown[] = [];
    for (const outer of shelf.rows) {
      const [first] = shelf.rows;
      seen.push([outer, first, shelf.get(["c"])]);
      if (outer === "b") break;
    }
    expect(seen).toEqual([
      ["a", "a", "c"],
      ["b", "a", "c"],
    ]);
    expect([...shelf.rows]).toEqual(["a", "b", "c"]);
  });

  it("opens nothing before it is needed", () => {
    const other = diskShelves();
    const shelf = growingShelf(2, () => {
      throw new Error("opened");
    })<string>();
    shelf.put(["a"], "a");
    shelf.put(["b"], "b");
    expect([...shelf.rows]).toEqual(["a", "b"]);
    expect(() => shelf.put(["c"], "c")).toThrow("opened");
    other.close();
  });
});
