import { type Leaf, optionalCount, optionalText } from "./field.ts";

/** What Studio may be told of idle applications; all in minutes, between an hour and a year. */
const bounds = { minimum: 60, maximum: 525600 } as const;

/** Where the settings of one application lie: the three sources' paths to `AppLifecycleManagement`'s holder. */
type Holder = { api: string; terraform: string; cloudformation: string };

/** Idle settings of one application, at one level: switch, timeout, and the bounds within which levels below may choose. */
export const idleFields = (prefix: string, holder: Holder): Record<string, Leaf> => {
  const at = (member: string, attribute: string): { api: string; terraform: string; cloudformation: string; change: "in-place" } => ({
    api: `${holder.api}.AppLifecycleManagement.IdleSettings.${member}`,
    terraform: `${holder.terraform}.app_lifecycle_management[0].idle_settings[0].${attribute}`,
    cloudformation: `${holder.cloudformation}.AppLifecycleManagement.IdleSettings.${member}`,
    change: "in-place",
  });
  return {
    [`${prefix}IdleLifecycle`]: optionalText({ ...at("LifecycleManagement", "lifecycle_management"), values: ["ENABLED", "DISABLED"] }),
    [`${prefix}IdleTimeoutMinutes`]: optionalCount({
      ...at("IdleTimeoutInMinutes", "idle_timeout_in_minutes"),
      ...bounds,
      samples: [60, 120, 720],
    }),
    [`${prefix}MinIdleTimeoutMinutes`]: optionalCount({
      ...at("MinIdleTimeoutInMinutes", "min_idle_timeout_in_minutes"),
      ...bounds,
      samples: [60],
    }),
    [`${prefix}MaxIdleTimeoutMinutes`]: optionalCount({
      ...at("MaxIdleTimeoutInMinutes", "max_idle_timeout_in_minutes"),
      ...bounds,
      samples: [240, 1440],
    }),
  };
};
