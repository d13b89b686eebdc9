// Loaded before the command line in a process under test: its clock runs so many times as fast as the wall's, and as that of all
// the other processes of the run, so that a lease of minutes ends within seconds.
const [real, virtual, speed] = (process.env.SAGEWARDEN_TEST_CLOCK ?? "").split(",").map(Number);
const OwnDate = Date;
const now = () => Math.floor(virtual + (OwnDate.now() - real) * speed);
globalThis.Date = new Proxy(OwnDate, {
  construct: (target, args, maker) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, maker === globalThis.Date ? target : maker),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
