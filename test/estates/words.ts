/** What a team that learns machines calls its people, projects and things. */
export const projects = [
  { name: "churn", owner: "amara", members: ["amara", "jonas", "wei"] },
  { name: "vision", owner: "lena", members: ["lena", "tomasz", "ines"] },
  { name: "forecasting", owner: "priya", members: ["priya", "felix"] },
  { name: "fraud", owner: "noor", members: ["noor", "david", "sofia"] },
  { name: "search-ranking", owner: "mateo", members: ["mateo", "yuki"] },
  { name: "speech", owner: "olga", members: ["olga", "kwame"] },
] as const;

/** What an enterprise calls the same. */
export const divisions = [
  { name: "payments-risk", members: ["h.brandt", "s.okafor"] },
  { name: "supply-chain", members: ["m.silva", "a.novak", "j.park"] },
  { name: "customer-care", members: ["e.rossi", "t.ahmed"] },
  { name: "group-it", members: ["svc-jenkins", "k.larsen"] },
] as const;

/** People who have left, and projects that nobody entered anywhere. */
export const strangers = { users: ["oskar", "contractor-7"], projects: ["nlp-poc", "tmp", "Churn"] } as const;

export const purposes = ["explore", "features", "label", "backtest", "eval", "prepare", "report", "tune", "drift", "baseline"] as const;
export const modelNames = ["xgb", "resnet", "tft", "bert", "ranker", "gbm", "wav2vec", "autoenc"] as const;
export const instanceTypes = ["ml.t3.medium", "ml.m5.xlarge", "ml.g5.2xlarge", "ml.g4dn.xlarge", "ml.p4d.24xlarge"] as const;
export const servingTypes = ["ml.m5.large", "ml.c6i.xlarge", "ml.g5.xlarge", "ml.c6gd.large"] as const;

/** A configuration that knows the projects of generated estates. `churn` had its stop time three hours before. */
export const configFor = (now: string): string => {
  const clock = (hours: number): string =>
    new Date(Math.floor(Date.parse(now) / 60_000) * 60_000 - hours * 3_600_000).toISOString().slice(11, 16);
  const entries = projects.map(
    ({ name, owner, members }, index) =>
      `  ${name}: { owner: ${owner}, members: [${members.join(", ")}], stop: { at: "${clock(3 - index * 4)}", timeZone: UTC, grace: 0, every: 60 } }`,
  );
  return [
    "profile: mlspace",
    "regions: [eu-central-1]",
    "administrators: [marta]",
    "projects:",
    ...entries,
    "rules:",
    `  image-allowed: { parameters: { allowed: ["111122223333.dkr.ecr.*.amazonaws.com/**"] } }`,
    "",
  ].join("\n");
};
