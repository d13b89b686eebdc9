import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { awsError } from "./errors.ts";
import type { Handler } from "./operations.ts";

/** The regions that tell prices: elsewhere there is no such service. */
const regions = ["us-east-1", "eu-central-1", "ap-south-1", "cn-northwest-1"];
const services = ["AmazonEC2", "AmazonSageMaker", "ElasticMapReduce"];

type Sold = { service: string; attributes: JsonObject; prices: JsonObject[]; unit?: string };

const sku = (place: number): string => `SKU${String(place).padStart(5, "0")}`;

/** A product as AWS's price list has it, with one dimension for each of these prices. */
export const product = ({ service, attributes, prices, unit = "Hrs" }: Sold, place = 0): JsonObject => ({
  product: {
    productFamily: service === "AmazonSageMaker" ? "ML Instance" : "Compute Instance",
    attributes: { servicecode: service, locationType: "AWS Region", ...attributes },
    sku: sku(place),
  },
  serviceCode: service,
  terms: {
    OnDemand: {
      [`${sku(place)}.JRTCKXETXF`]: {
        priceDimensions: Object.fromEntries(
          prices.map((pricePerUnit, at) => [
            `${sku(place)}.JRTCKXETXF.${at}`,
            {
              unit,
              endRange: "Inf",
              beginRange: "0",
              description: "per hour",
              appliesTo: [],
              rateCode: `${sku(place)}.${at}`,
              pricePerUnit,
            },
          ]),
        ),
        sku: sku(place),
        effectiveDate: "2026-11-01T00:00:00Z",
        offerTermCode: "JRTCKXETXF",
        termAttributes: {},
      },
    },
  },
  version: "20261101000000",
  publicationDate: "2026-11-01T00:00:00Z",
});

const attributesOf = (sold: JsonObject): JsonObject => {
  const { product: one } = sold;
  return isObject(one) && isObject(one["attributes"]) ? one["attributes"] : {};
};

const passes = (sold: JsonObject, filter: Json): boolean =>
  isObject(filter) && attributesOf(sold)[String(filter["Field"])] === filter["Value"];

/** Every product is a text of JSON. */
export const getProducts =
  (products: readonly JsonObject[]): Handler =>
  ({ input, shelf }) => {
    if (!regions.includes(shelf.place.region)) return awsError("UnknownEndpoint", `No price list in ${shelf.place.region}`, 404);
    if (!services.includes(String(input["ServiceCode"]))) return awsError("InvalidParameterException", "Input Parameters are invalid.");
    const filters = Array.isArray(input["Filters"]) ? input["Filters"] : [];
    const found = products.filter(
      (sold) => sold["serviceCode"] === input["ServiceCode"] && filters.every((filter) => passes(sold, filter)),
    );
    const [start, size] = [Number(input["NextToken"] ?? 0), Math.min(100, Number(input["MaxResults"] ?? 100))];
    const end = start + size;
    return {
      FormatVersion: "aws_v1",
      PriceList: found.slice(start, end).map((sold) => JSON.stringify(sold)),
      ...(end < found.length ? { NextToken: String(end) } : {}),
    };
  };
