import type { JsonObject } from "../../src/estate/json.ts";

/** Regions as EC2 tells them: those of old, and those that an account has to switch on. */
const always = [
  "ap-northeast-1",
  "ap-south-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-2",
];
const optIn = ["af-south-1", "ap-east-1", "eu-central-2", "eu-south-1", "me-central-1"];

const regionNames = [...always, ...optIn];

/** `isOn`: of a region that has to be switched on, whether it is. */
export const regionsAnswer = (isOn: (region: string) => boolean): JsonObject => ({
  Regions: regionNames.map((region) => ({
    RegionName: region,
    Endpoint: `ec2.${region}.amazonaws.com`,
    OptInStatus: always.includes(region) ? "opt-in-not-required" : isOn(region) ? "opted-in" : "not-opted-in",
  })),
});
