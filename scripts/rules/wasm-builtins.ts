import { isObject, type Json } from "../../src/estate/json.ts";
import { opa } from "../opa.ts";

/** What OPA compiles into WebAssembly itself (internal/compiler/wasm/wasm.go of the pinned version). The rest would only throw at run time. */
const native = `
  abs all and any array.concat array.flatten array.reverse array.slice assign base64.decode base64.encode base64.is_valid
  base64url.decode base64url.encode bits.and bits.lsh bits.negate bits.or bits.rsh bits.xor ceil concat contains count div
  endswith eq equal floor format_int glob.match graph.reachable gt gte indexof internal.member_2 internal.member_3
  internal.template_string intersection is_array is_boolean is_null is_number is_object is_set is_string json.filter
  json.is_valid json.marshal json.remove json.unmarshal lower lt lte max min minus mul neq net.cidr_contains
  net.cidr_intersects net.cidr_overlap numbers.range object.filter object.get object.keys object.remove object.union
  object.union_n or plus product re_match regex.find_all_string_submatch_n regex.is_valid regex.match rem replace round
  set_diff sort split startswith strings.replace_n strings.reverse substring sum to_number trim trim_left trim_prefix
  trim_right trim_space trim_suffix type_name union upper walk`;

/** What opa-wasm adds in JavaScript; without its sprintf, which prints otherwise than OPA's. */
const supplied = "regex.split yaml.is_valid yaml.marshal yaml.unmarshal";

const usable = new Set(`${native} ${supplied}`.trim().split(/\s+/));

/** OPA's own capabilities, cut down to what runs: `time.now_ns()` is then refused where it is written. */
export const capabilities = (cwd: string): Json => {
  const all: unknown = JSON.parse(opa(["capabilities", "--current"], { cwd }));
  if (!isObject(all) || !Array.isArray(all["builtins"])) throw new Error("opa capabilities answered in a form that is not its own");
  const builtins = all["builtins"].filter(isObject).filter(({ name }) => typeof name === "string" && usable.has(name));
  if (builtins.length !== usable.size) throw new Error("the list of builtins does not belong to this version of OPA");
  return {
    builtins: builtins.map(({ name, decl, infix }) => ({
      name: name ?? null,
      decl: decl ?? null,
      ...(infix === undefined ? {} : { infix }),
    })),
    future_keywords: all["future_keywords"] ?? [],
    features: all["features"] ?? [],
    allow_net: [],
  };
};
