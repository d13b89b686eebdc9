import { describe, expect, it } from "vitest";
import { type ScriptDeed, scriptSteps } from "../../src/kinds/script-steps.ts";

const does = (what: ScriptDeed, ...lines: string[]): boolean =>
  scriptSteps(["#!/bin/bash", "set -e", ...lines].join("\n"), "notebook").some((step) => step.what === what);

describe("A download that is run, whichever way", () => {
  it.each([
    ["as a program of its own", ["curl -o /tmp/y.sh https://host/y.sh", "chmod +x /tmp/y.sh", "/tmp/y.sh"]],
    ["within the script itself", ["curl -o /tmp/y.sh https://host/y.sh && source /tmp/y.sh"]],
    ["by a dot", ["wget -O /tmp/y.sh https://host/y.sh", ". /tmp/y.sh"]],
    ["as what a shell reads", ["curl -s https://host/y.sh | bash -s -- --quiet"]],
    ["as what Python reads", ["curl -s https://host/y.py | python3 -"]],
  ])("runs what can change: %s", (_, lines) => expect(does("runs-unpinned", ...lines)).toBe(true));

  it.each([
    ["data for a command in Python", [`curl -s https://host/y | python3 -c "import json,sys; print(json.load(sys.stdin)['a'])"`]],
    ["data for a module of Python", ["curl -s https://host/y | python -m json.tool"]],
    ["data for a file of Python", ["curl -s https://host/y | python parse.py"]],
    ["data that a program reads", ["curl -o x.csv https://host/x.csv", "python load.py x.csv"]],
    ["data that others may read", ["curl -o /data/x.csv https://host/x.csv", "chmod 644 /data/x.csv"]],
    ["a version", ["wget https://host/Miniconda3-4.5.12-Linux.sh -O /tmp/m.sh", "bash /tmp/m.sh -b"]],
    ["what was compared with a checksum", ["curl -o y.sh https://host/y.sh", 'echo "00ff  y.sh" | sha256sum -c', "bash y.sh"]],
  ])("is no harm if it is %s", (_, lines) => expect(does("runs-unpinned", ...lines)).toBe(false));
});

describe("An index of packages that nobody vouches for", () => {
  it.each([
    "pip config set global.trusted-host pypi.acme.example",
    "PIP_TRUSTED_HOST=pypi.acme.example pip install churn==1.0",
    "cat > /etc/pip.conf <<X\n[global]\ntrusted-host = pypi.acme.example\nX",
    "conda config --set ssl_verify false",
  ])("is named by %s", (line) => expect(does("pip-insecure", line)).toBe(true));

  it.each([
    "pip config set global.index-url https://pypi.acme.example/simple",
    "conda config --set ssl_verify true",
    "PIP_TRUSTED_HOST=localhost pip install x==1",
  ])("is not named by %s", (line) => expect(does("pip-insecure", line)).toBe(false));
});

describe("The rights of root", () => {
  it.each([
    "chmod u+s /bin/bash",
    "chmod 4755 /usr/local/bin/x",
    "adduser ec2-user sudo",
    "usermod --append --groups docker,wheel ec2-user",
  ])("are given by %s", (line) => expect(does("sudoers", line)).toBe(true));

  it.each(["chmod g+s /home/ec2-user/SageMaker/shared", "chmod 0755 x.sh", "chmod a+rx x.sh", "usermod -aG docker ec2-user"])(
    "are not given by %s",
    (line) => expect(does("sudoers", line)).toBe(false),
  );
});
