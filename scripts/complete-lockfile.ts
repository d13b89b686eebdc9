import { readFileSync, writeFileSync } from "node:fs";

/**
 * npm writes only those platform packages into package-lock.json that its registry could give at that moment, and `npm ci` of npm 11 refuses a lockfile
 * that lacks one. This adds the absent ones by name: npm then skips them on other platforms, and asks its registry for them on theirs.
 */
export type LockedPackage = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  engines?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};
export type Lockfile = { packages: Record<string, LockedPackage> };

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const processors = ["arm64", "arm", "ia32", "ppc64", "riscv64", "s390x", "x64"];

/** `@oxlint/binding-linux-arm-musleabihf` runs on Linux, on arm, with musl. */
const platformOf = (name: string): Pick<LockedPackage, "os" | "cpu" | "libc"> | undefined => {
  const words = (name.split("/").at(-1) ?? name).split("-");
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined) return undefined;
  const libc = words.some((word) => word.startsWith("musl")) ? "musl" : words.some((word) => word.startsWith("gnu")) ? "glibc" : undefined;
  return { os: [os], cpu: [cpu], ...(libc && os === "linux" ? { libc: [libc] } : {}) };
};

export type Absent = { name: string; version: string; holder: LockedPackage };

/** The optional packages that a locked package names and the lockfile does not hold. */
export const absentFrom = ({ packages }: Lockfile): Absent[] =>
  Object.entries(packages).flatMap(([path, holder]) =>
    Object.entries(holder.optionalDependencies ?? {})
      .filter(([name]) => packages[`${path}/node_modules/${name}`] === undefined && packages[`node_modules/${name}`] === undefined)
      .map(([name, version]) => ({ name, version, holder })),
  );

const entryFor = ({ name, version, holder }: Absent): LockedPackage => {
  const platform = platformOf(name);
  if (platform === undefined || !/^\d/.test(version))
    throw new Error(`package-lock.json lacks ${name}@${version}, and its name does not tell its platform`);
  const { cpu, libc, os } = platform;
  return {
    version,
    ...(cpu ? { cpu } : {}),
    ...(holder.dev ? { dev: true } : {}),
    ...(libc ? { libc } : {}),
    optional: true,
    ...(os ? { os } : {}),
  };
};

export const completed = (lockfile: Lockfile): Lockfile => {
  const added = absentFrom(lockfile).map((absent): [string, LockedPackage] => [`node_modules/${absent.name}`, entryFor(absent)]);
  const sorted = [...Object.entries(lockfile.packages), ...added].toSorted(([a], [b]) => a.localeCompare(b, "en"));
  return { ...lockfile, packages: Object.fromEntries(sorted) };
};

export const readLockfile = (): Lockfile => JSON.parse(readFileSync("package-lock.json", "utf8"));

if (process.argv[1] === import.meta.filename) {
  const lockfile = readLockfile();
  const names = absentFrom(lockfile).map(({ name }) => name);
  if (names.length > 0) writeFileSync("package-lock.json", `${JSON.stringify(completed(lockfile), null, 2)}\n`);
  console.log(names.length > 0 ? `Added to package-lock.json: ${names.join(", ")}.` : "package-lock.json holds every optional package.");
}
