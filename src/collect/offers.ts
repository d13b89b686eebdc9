/** What an instance is billed by: a product of AWS's price list. `component`: what SageMaker uses it for, each at a price of its own. */
export type Offer = { service: "AmazonSageMaker"; component: string } | { service: "AmazonEC2" } | { service: "ElasticMapReduce" };

const ec2: Offer = { service: "AmazonEC2" };
const usual = "";

/** By kind, and by the terms that its instances are written with. docs/decisions/0026-prices-and-hours.md says what is not sure. */
const components: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  app: {
    CodeEditor: "studio-codeeditor",
    JupyterLab: "Studio-JupyterLab",
    KernelGateway: "Studio-Notebook",
    RSessionGateway: "RStudio:RSessionGateway",
    RStudioServerPro: "RStudio:RServer",
    TensorBoard: "TensorBoard",
  },
  endpoint: { [usual]: "Hosting", asynchronous: "AsyncInf" },
  "hyperpod-cluster": { [usual]: "Cluster" },
  "notebook-instance": { [usual]: "Notebook" },
  "processing-job": { [usual]: "Processing" },
  "training-job": { [usual]: "Training" },
  "transform-job": { [usual]: "BatchTransform" },
};

/** All that an hour of such an instance is billed by. None: it is bought on terms of its own, which the list does not tell. */
export const offersFor = (kind: string, terms: string | null): readonly Offer[] => {
  if (kind === "emr-cluster" && terms === null) return [ec2, { service: "ElasticMapReduce" }];
  if (kind === "ec2-notebook" && terms === null) return [ec2];
  const ofKind = Object.hasOwn(components, kind) ? components[kind] : undefined;
  const key = terms ?? usual;
  const component = ofKind && Object.hasOwn(ofKind, key) ? ofKind[key] : undefined;
  return component === undefined ? [] : [{ service: "AmazonSageMaker", component }];
};
