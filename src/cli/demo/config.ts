const minute = 60_000;

/** The wall clock of UTC so many hours before (or, below zero, after) now. */
const clockTime = (now: string, hoursAgo: number): string =>
  new Date(Math.floor(Date.parse(now) / minute) * minute - hoursAgo * 60 * minute).toISOString().slice(11, 16);

/**
 * The demo team's sagewarden.yaml. Its stop times move with the clock: the one of `churn` was three hours ago, whenever that is,
 * and no other notebook is overdue; the applications that were left open are, too.
 */
export const demoConfig = (now: string): string => `# The configuration of the demo team.
profile: mlspace
regions: [eu-central-1]
administrators: [marta]
stop: { at: "${clockTime(now, -5)}", timeZone: UTC }
projects:
  churn:
    owner: amara
    members: [jonas]
    stop: { at: "${clockTime(now, 3)}", timeZone: UTC, grace: 0, every: 60 }
  vision:
    owner: lena
    members: [tomasz]
    stop: { at: "${clockTime(now, -2)}", timeZone: UTC, grace: 15, every: 60 }
  forecasting:
    owner: priya
    members: [felix]
identities:
  # Who runs the demo is jonas, in his session of the role that scans.
  people:
    jonas: ["arn:aws:sts::111122223333:assumed-role/scanner/stand-in"]
rules:
  # What is past its end in the demo is so on any day.
  notebook-platform: { parameters: { ends: { notebook-al1-v1: "2000-01-01", notebook-al2-v1: "2000-01-01", notebook-al2-v2: "2000-01-01" } } }
  emr-release-end: { parameters: { ends: { emr-7.5.: "2000-01-01" } } }
  distribution-version: { parameters: { ends: { "0": "2000-01-01", "1": "2000-01-01", "2": "2000-01-01" } } }
  image-allowed: { parameters: { allowed: ["111122223333.dkr.ecr.*.amazonaws.com/**", "492215442770.dkr.ecr.*.amazonaws.com/**"] } }
exceptions:
  - rule: notebook-direct-internet
    resource: vision-labeling
    reason: The labelling vendor's portal is reached from this one notebook until its VPN stands.
    owner: lena
    expires: "${new Date(Date.parse(now) + 45 * 24 * 60 * minute).toISOString().slice(0, 10)}"
remediation:
  maxActs: 5
  maxPercent: 25
  standingApproval:
    verbs: [stop]
    kinds: [notebook-instance]
    projects: [churn, vision, forecasting]
    maxActs: 3
    approvedBy: marta
    expires: "${new Date(Date.parse(now) + 90 * 24 * 60 * minute).toISOString().slice(0, 10)}"
`;
