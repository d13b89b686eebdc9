import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { absentFrom, completed, type LockedPackage, type Lockfile, readLockfile } from "../../scripts/complete-lockfile.ts";

type Manifest = {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
  "we-have-these-dependencies-because": Record<string, string>;
};

const manifest: Manifest = JSON.parse(readFileSync("package.json", "utf8"));
const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
const reasons = manifest["we-have-these-dependencies-because"];

const permissive = /^(Apache-2\.0|MIT|ISC|0BSD|BSD-2-Clause|BSD-3-Clause)$/;
/** Licences of tools that we run and do not ship. */
const permissiveTool = /^(Apache-2\.0|MIT|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|BlueOak-1\.0\.0|CC0-1\.0|MPL-2\.0)$/;

type Licensed = LockedPackage & { license?: string };
const locked: [string, Licensed][] = Object.entries(readLockfile().packages).filter(([path]) => path !== "");
const known = locked.filter(([, { license }]) => license !== undefined);

describe("Every dependency", () => {
  test("has one line that says why we have it", () => expect(Object.keys(reasons)).toEqual(names));

  test("has a reason that tells something", () => {
    for (const [name, reason] of Object.entries(reasons)) expect(reason.length, name).toBeGreaterThan(20);
  });

  test("is pinned to one version, so that two installs are alike", () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test("that ships has a permissive licence", () => {
    const shipped = known.filter(([, { dev }]) => dev !== true);
    expect(shipped.length).toBeGreaterThan(20);
    expect(
      shipped.filter(([, { license }]) => !permissive.test(license ?? "")).map(([path, { license }]) => `${path}: ${license ?? ""}`),
    ).toEqual([]);
  });

  test("that builds or tests has a licence that lets us use it so", () => {
    expect(
      known.filter(([, { license }]) => !permissiveTool.test(license ?? "")).map(([path, { license }]) => `${path}: ${license ?? ""}`),
    ).toEqual([]);
  });

  test("may run a script at install only if it was allowed by name", () => {
    const withScript = Object.entries(readLockfile().packages).filter(
      ([, entry]) => "hasInstallScript" in entry && entry.optional !== true,
    );
    expect(withScript.map(([path]) => path.replace("node_modules/", ""))).toEqual(Object.keys(manifest.allowScripts));
  });
});

describe("package-lock.json", () => {
  test("holds every optional package that a locked one names: npm 11 refuses it otherwise (`node scripts/complete-lockfile.ts` adds them)", () =>
    expect(absentFrom(readLockfile()).map(({ name }) => name)).toEqual([]));

  test("names no registry", () => expect(readFileSync("package-lock.json", "utf8")).not.toContain('"resolved": "http'));

  const holder = {
    version: "1.0.0",
    dev: true,
    optionalDependencies: { "@tool/linux-arm64-musl": "1.0.0", "@tool/darwin-x64": "1.0.0", "@tool/here": "1.0.0" },
  };
  const lacking: Lockfile = { packages: { "node_modules/tool": holder, "node_modules/tool/node_modules/@tool/here": {} } };

  test("is completed with what is absent, for the platform that its name tells", () => {
    expect(completed(lacking).packages).toMatchObject({
      "node_modules/@tool/linux-arm64-musl": { version: "1.0.0", os: ["linux"], cpu: ["arm64"], libc: ["musl"], dev: true, optional: true },
      "node_modules/@tool/darwin-x64": { version: "1.0.0", os: ["darwin"], cpu: ["x64"], dev: true, optional: true },
    });
    expect(absentFrom(completed(lacking))).toEqual([]);
  });

  test("is not completed by guessing: a name without a platform is an error", () => {
    const odd: Lockfile = { packages: { "node_modules/tool": { optionalDependencies: { extra: "1.0.0" } } } };
    expect(() => completed(odd)).toThrow("extra@1.0.0");
  });
});
