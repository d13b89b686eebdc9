import type { Inner } from "./shell-tokens.ts";

/** `0 5 * * * COMMAND`, with a name before the command in the files of the system. */
const ofCron = /^\s*(?:@\w+|[\d*][\d*/,-]*(?:\s+[\d*][\w*/,-]*){4})\s+(?:(?:root|ec2-user|sagemaker-user)\s+)?(\S.*)$/;
/** What a unit of systemd starts. */
const ofUnit = /^\s*Exec(?:Start|StartPre|StartPost)=[-@:+!]*(\S.*)$/;

/** The commands within a table of cron or a unit of systemd: nobody waits for them. */
export const scheduledIn = ({ text, line, still = false }: Inner): Inner[] =>
  text.split("\n").flatMap((one, index) => {
    const command = ofCron.exec(one)?.[1] ?? ofUnit.exec(one)?.[1];
    return command === undefined ? [] : [{ text: command, line: still ? line : line + index, still: true }];
  });
