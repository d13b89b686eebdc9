import type { Verb } from "./kind.ts";
import type { Operation } from "./operation.ts";

/** The level at which idle shutdown is set: its update, what names it there, and the member that holds the settings. */
export type IdleLevel = { operation: Operation; input: Verb["input"]; settings: string };

const settingsOf = { JupyterLab: "JupyterLabAppSettings", CodeEditor: "CodeEditorAppSettings" } as const;
type Application = keyof typeof settingsOf;

/** A change of settings: it is Updating for a while. What stands beside them in the same member is sent along, lest it be lost. */
const change = ({ operation, input, settings }: IdleLevel, application: Application): Verb => ({
  operation,
  input,
  type: "reversible",
  from: ["InService"],
  done: ["Updating"],
  to: "InService",
  keeps: [`${settings}.${settingsOf[application]}`],
  loses: "nothing now; from the next start of an application on, running kernels of one that was idle for that long",
  keepsBilling: "applications that run, until they have been idle for that long; volumes and file systems",
});

const idleAt = ({ settings }: IdleLevel, application: Application, member: string): string =>
  `${settings}.${settingsOf[application]}.AppLifecycleManagement.IdleSettings.${member}`;

/**
 * Domains and profiles have a switch beside the time, under fields with this prefix. Where no time was set, taking it back switches
 * idle shutdown off: AWS has no way to leave a time out again.
 */
export const idleVerbs = (level: IdleLevel, application: Application, names: { verb: string; prefix: string }): Record<string, Verb> => {
  const { verb, prefix } = names;
  const common = change(level, application);
  const lifecycle = idleAt(level, application, "LifecycleManagement");
  return {
    [`enable-${verb}`]: {
      ...common,
      input: {
        ...level.input,
        [lifecycle]: { value: "ENABLED" },
        [idleAt(level, application, "IdleTimeoutInMinutes")]: { given: `${prefix}IdleTimeoutMinutes` },
      },
      sets: { [`${prefix}IdleLifecycle`]: "ENABLED" },
      undo: `enable-${verb}`,
      elseUndo: `disable-${verb}`,
    },
    [`disable-${verb}`]: {
      ...common,
      input: {
        ...level.input,
        [lifecycle]: { value: "DISABLED" },
        [idleAt(level, application, "IdleTimeoutInMinutes")]: { former: `${prefix}IdleTimeoutMinutes` },
      },
      sets: { [`${prefix}IdleLifecycle`]: "DISABLED" },
      loses: "nothing; applications that nobody uses run on",
      undo: `enable-${verb}`,
    },
  };
};

/** A space has a time only, and it counts where the level above has switched idle shutdown on. */
export const spaceIdleVerb = (level: IdleLevel, application: Application): Verb => ({
  ...change(level, application),
  input: { ...level.input, [idleAt(level, application, "IdleTimeoutInMinutes")]: { given: "idleTimeoutMinutes" } },
  onlyIf: { appType: [application] },
  undo: application === "JupyterLab" ? "set-lab-idle-time" : "set-editor-idle-time",
});
