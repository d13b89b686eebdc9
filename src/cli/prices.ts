import type { Config } from "../config/config.ts";
import type { AwsPrices, Instance, Notice, ReportSource } from "../index.ts";
import { readAccess } from "./access.ts";
import { wallClock } from "./clock.ts";

type Asked = { config: Config; /** Of a live look: a region of it. */ region: string | undefined };

const notAsked: Notice = {
  level: "note",
  code: "prices-not-asked",
  message: "AWS's price list was not asked: only live scans ask AWS.",
};

const ask = async (instances: readonly Instance[], { config, region }: Asked): Promise<AwsPrices> => {
  const { askPrices, awsClients } = await import("../index.ts");
  const clients = awsClients(readAccess(config, region));
  try {
    return await askPrices({ instances, clients, clock: wallClock });
  } finally {
    clients.close();
  }
};

/** What the findings cost by AWS's price list, where the configuration asks for it and the user's own does not say. */
export const withAwsPrices = async (report: ReportSource, asked: Asked): Promise<ReportSource> => {
  const { awsPrices, prices: own } = asked.config;
  if (!awsPrices) return report;
  if (asked.region === undefined) return { ...report, notices: [...report.notices, notAsked] };
  const { priced, priceNotices, unpricedIn } = await import("../index.ts");
  const instances = unpricedIn(report, own);
  if (instances.length === 0) return report;
  const aws = await ask(instances, asked);
  const calls = aws.calls > 0 && { calls: { ...report.calls, "pricing:GetProducts": aws.calls } };
  return { ...priced(report, { own, aws }), notices: [...report.notices, ...priceNotices(aws)], ...calls };
};
