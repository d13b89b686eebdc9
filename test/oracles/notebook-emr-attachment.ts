import { failIf, type Oracle, tagOf, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related }) => {
  const cluster = related("cluster");
  if (cluster === null) return "not-applicable";
  if (cluster === "missing") return "fail";
  const [work, clusterState] = [valueOf(resource, "facts.work"), textOf(valueOf(cluster, "state"))];
  const ended = clusterState.startsWith("TERMINATED");
  const must = work === "running" ? ["WAITING", "RUNNING"] : work === "still" ? ["WAITING"] : null;
  return failIf(
    ended || (must !== null && !must.includes(clusterState)) || valueOf(resource, "facts.project") !== tagOf(cluster, "project"),
  );
};

export default oracle;
