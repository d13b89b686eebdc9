// Plain JavaScript that Node 20 reads too: it must be able to say that its Node is too old.
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `This needs Node 22.18 or newer, and here is ${process.versions.node}: run \`npm ci\` without --ignore-scripts, which brings Node 24 along for these scripts, or install a newer Node.`,
  );
  process.exitCode = 1;
}
