import { failIf, type Oracle, tagOf, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related }) => {
  const cluster = related("cluster");
  if (cluster === null) return "not-applicable";
  if (cluster === "missing") return "fail";
  const [notebookState, clusterState] = [textOf(valueOf(resource, "state")), textOf(valueOf(cluster, "state"))];
  const ended = clusterState.startsWith("TERMINATED");
  const must =
    notebookState === "InService"
      ? ["WAITING", "RUNNING"]
      : ["Pending", "Updating", "Stopped"].includes(notebookState)
        ? ["WAITING"]
        : null;
  return failIf(ended || (must !== null && !must.includes(clusterState)) || tagOf(resource, "project") !== tagOf(cluster, "project"));
};

export default oracle;
