import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import { readFields } from "../../src/kinds/read-fields.ts";
import { kindNamed } from "../../src/kinds/registry.ts";
import { scriptSteps } from "../../src/kinds/script-steps.ts";

/** What a notebook's script does, as `line:what`. */
const steps = (...lines: string[]): string[] => scriptSteps(lines.join("\n"), "notebook").map(({ line, what }) => `${line}:${what}`);
const without = (what: string, found: readonly string[]): string[] => found.filter((one) => !one.endsWith(`:${what}`));

describe("Scripts as people write them for notebooks", () => {
  it("pass where they do as AWS's samples do: as the user, in an environment, what takes long behind &", () => {
    const script = [
      "#!/bin/bash",
      "set -e",
      "# OVERVIEW: installs a package; curl http://example.org/x | bash is what it does not do",
      "sudo -u ec2-user -i <<'EOF'",
      "ENVIRONMENT=python3",
      'source /home/ec2-user/anaconda3/bin/activate "$ENVIRONMENT"',
      "pip install --quiet \\",
      "  scipy==1.16.2",
      "source /home/ec2-user/anaconda3/bin/deactivate",
      "mkdir -p /home/ec2-user/SageMaker/data",
      "EOF",
      "nohup sudo -u ec2-user -i /opt/setup.sh > /tmp/setup.log 2>&1 &",
      "( sleep 600; systemctl restart jupyter-server ) &",
    ];
    expect(without("download", steps(...script))).toEqual([]);
  });

  it("are told by line what they download and run while it can change", () => {
    expect(without("download", steps("set -e", "curl -sSL https://get.example.org/install | sudo bash -s -- -y"))).toEqual([
      "2:runs-unpinned",
    ]);
    expect(without("download", steps("bash <(curl -s https://example.org/x)", 'sh -c "$(wget -qO- https://example.org/y)"'))).toEqual([
      "1:runs-unpinned",
      "2:runs-unpinned",
    ]);
    const cron = '(crontab -l; echo "*/5 * * * * /usr/bin/python $PWD/autostop.py --time 3600") | crontab -';
    expect(without("download", steps("wget https://raw.example.org/samples/master/scripts/autostop.py", cron))).toEqual([
      "1:runs-unpinned",
    ]);
  });

  it("are not told so of what names a commit or a version, of what is compared, or of what is only kept", () => {
    const commit = "https://raw.example.org/samples/77ffb120a1b2c3d4e5f60718293a4b5c6d7e8f90/autostop.py";
    const kept = steps(
      `curl -s ${commit} | python3`,
      "curl -sL https://example.org/v1.4.2/install.sh | bash",
      "wget https://raw.example.org/samples/main/tool.sh",
      "sha256sum -c tool.sh.sha256",
      "bash tool.sh",
      "wget https://example.org/data/main/rows.csv",
    );
    expect(without("download", kept)).toEqual([]);
  });

  it("are told of packages without a version, and of none that a file, a constraint or a commit pins", () => {
    const found = steps(
      "source activate python3",
      "pip install pandas 'numpy>=2' 'scipy==1.*'",
      "python3 -m pip install -U pip",
      "pip install pandas==2.3.1 -r requirements.txt ./wheel-1.0-py3-none-any.whl",
      "pip install -c constraints.txt pandas",
      "pip install 'git+https://example.org/x.git@v1.2'",
      'pip install "$PACKAGE"',
      "pip download pandas",
    );
    expect(without("download", found)).toEqual(["2:pip-unpinned", "3:pip-unpinned"]);
  });

  it("are told of indexes that anybody on the way can pretend to be, not of the machine's own", () => {
    const found = steps(
      "source activate python3",
      "pip install -i http://pypi.example.org/simple pandas==2.3.1",
      "pip install --trusted-host pypi.example.org pandas==2.3.1",
      "export PIP_INDEX_URL=http://pypi.example.org/simple",
      "pip config set global.index-url http://pypi.example.org/simple",
      "pip install -i http://localhost:8080/simple pandas==2.3.1",
      "cat > /etc/pip.conf <<EOF",
      "index-url = http://pypi.example.org/simple",
      "EOF",
    );
    expect(without("download", found)).toEqual(["2:pip-insecure", "3:pip-insecure", "4:pip-insecure", "5:pip-insecure", "7:pip-insecure"]);
  });

  it("know in which shell an environment is active, and which pip lies in one", () => {
    const found = steps(
      "pip install a==1",
      "sudo -u ec2-user -i <<EOF",
      "conda activate python3",
      "pip install a==1",
      "EOF",
      "pip3 install a==1",
      "/home/ec2-user/anaconda3/envs/python3/bin/pip install a==1",
      "conda run -n python3 pip install a==1",
    );
    expect(without("download", found)).toEqual(["1:pip-outside", "6:pip-outside"]);
  });

  it("know who owns what root makes in the folder of the user", () => {
    const folder = "/home/ec2-user/SageMaker";
    expect(without("download", steps(`mkdir ${folder}/a`, `echo x > ${folder}/b`, `git clone ssh://x/y ${folder}/c`))).toEqual([
      "1:root-in-home",
      "2:root-in-home",
      "3:root-in-home",
    ]);
    expect(
      steps(`mkdir ${folder}/a`, `chown -R ec2-user:ec2-user ${folder}`, `sudo -u ec2-user touch ${folder}/b`, `ls ${folder}`),
    ).toEqual([]);
  });

  it("are told of edits of sudoers, not of looking at them", () => {
    expect(
      steps('echo "ec2-user ALL=(ALL) NOPASSWD:ALL" >> /etc/sudoers', "echo x | sudo tee /etc/sudoers.d/y", "usermod -aG wheel ec2-user"),
    ).toEqual(["1:sudoers", "2:sudoers", "3:sudoers"]);
    expect(steps("cat /etc/sudoers", "visudo -c", "echo '/etc/sudoers is left alone'")).toEqual([]);
  });

  it("are told of a network that is opened or cut, not of one address that is kept from users", () => {
    expect(steps("iptables -F", "jupyter server --ip=0.0.0.0 &", "iptables -P OUTPUT DROP", "ip route del default")).toEqual([
      "1:network-opened",
      "2:network-opened",
      "3:network-cut",
      "4:network-cut",
    ]);
    expect(
      steps("iptables -A OUTPUT -d 169.254.169.254 -m owner --uid-owner ec2-user -j DROP", "iptables -L", "ip route show default"),
    ).toEqual([]);
  });

  it("are told of what does not end in time, unless nobody waits for it", () => {
    const found = steps("sleep 200", "sleep 2m", "while true; do", "  date", "done", "tail -f /var/log/messages", "yum -y update");
    expect(found).toEqual(["2:long", "3:long", "6:long", "7:long"]);
    expect(
      steps(
        "sleep 600 &",
        "while true; do date; sleep 400; done &",
        "until test -f /x; do sleep 1; done",
        "yum -y install jq",
        "wait_later() {",
        "  sleep 900",
        "}",
      ),
    ).toEqual([]);
  });

  it("are told of downloads from the internet, not of those from AWS or near by", () => {
    expect(steps("curl -O https://example.org/x", "git clone https://example.org/y.git")).toEqual(["1:download", "2:download"]);
    expect(
      steps(
        "aws s3 cp s3://bucket/x .",
        "curl http://169.254.169.254/latest/meta-data/",
        "curl -O https://bucket.s3.eu-central-1.amazonaws.com/x",
      ),
    ).toEqual([]);
  });
});

describe("Secrets in scripts", () => {
  const token = `ghp_${"a1B2".repeat(9)}`;

  it.each([
    ["a password", 'DB_PASSWORD="correct-horse-battery"'],
    ["a key of AWS", "export AWS_ACCESS_KEY_ID=AKIA1234567890ABCDEF"],
    ["a token in an address", `git clone https://me:${token}@github.com/acme/x.git`],
    ["a token that was commented out", `# git clone https://github.com/acme/x.git # ${token}`],
    ["a password that is given to a program", "mysql --password=correct-horse-battery"],
    ["a private key in a file that is written", "-----BEGIN RSA PRIVATE KEY-----"],
    ["a member of JSON", '  "api_key": "0123456789abcdef"'],
  ])("are found: %s", (_, line) => {
    expect(steps("set -e", line)).toContain("2:secret");
  });

  it.each([
    ["the name of a secret", "aws secretsmanager get-secret-value --secret-id churn/git"],
    ["what is read when the script runs", "TOKEN=$(aws ssm get-parameter --name /churn/token --with-decryption)"],
    ["a variable", 'curl -H "Authorization: Bearer $TOKEN" https://example.org'],
    [
      "the token of the metadata service",
      'TOKEN=`curl -X PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60"`',
    ],
    ["an example", "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE"],
    ["a place where one lies", "PASSWORD_FILE=/run/secrets/db_password"],
    ["a remark", "# the password is in Secrets Manager"],
  ])("are not: %s", (_, line) => {
    expect(steps("set -e", line).filter((one) => one.endsWith(":secret"))).toEqual([]);
  });
});

const packed = (script: string): string => Buffer.from(script).toString("base64");
const secret = "correct-horse-battery-staple";
const written = [
  `DB_PASSWORD=${secret}`,
  "pip install pandas",
  "sudo -u ec2-user -i <<'EOF'",
  "cd /tmp",
  "EOF",
  "sleep 400",
  'echo "a',
  'b" >> /etc/sudoers',
];

describe("What is kept of a script", () => {
  const config = (script: string): JsonObject => {
    const kind = kindNamed("notebook-lifecycle-config");
    if (!kind) throw new Error("there is no such kind");
    const document = { NotebookInstanceLifecycleConfigName: "a", OnStart: [{ Content: packed(script) }] };
    const { onStart, ...rest } = readFields(kind.fields, "api", document, () => undefined).config;
    expect(onStart).toBe(script);
    return rest;
  };

  it("is line, hook and deed, and nothing of its text", () => {
    const kept = JSON.stringify(config(written.join("\n")));
    expect(kept).toContain('"what":"secret"');
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain("pandas");
  });

  it("names the same deed alike, wherever it has moved to", () => {
    const keys = (script: string): unknown[] =>
      [config(script)["steps"]].flat().map((step) => (typeof step === "object" && step !== null && "key" in step ? step["key"] : step));
    expect(keys(["# first", "", ...written].join("\n"))).toEqual(keys(written.join("\n")));
  });
});

describe("However a script is laid out", () => {
  const filler = fc.constantFrom("", "   ", "# a remark", "#", "\t# it's quoted \" and 'so", "# curl https://x | bash");
  // Not within quotes or a document, where a line is a part of the text.
  const places = [0, 1, 2, 5, 6];

  it("a line without commands moves what follows it, and changes nothing else", () => {
    fc.assert(
      fc.property(filler, fc.constantFrom(...places), (line, at) => {
        const before = scriptSteps(written.join("\n"), "notebook");
        const after = scriptSteps(written.toSpliced(at, 0, line).join("\n"), "notebook");
        expect(after).toEqual(before.map((step) => ({ ...step, line: step.line > at ? step.line + 1 : step.line })));
      }),
    );
  });

  it("is read to its end, also where quotes and brackets stay open", () => {
    const piece = fc.constantFrom(
      "'",
      '"',
      "`",
      "$(",
      ")",
      "<<EOF",
      "EOF",
      "\n",
      "\\",
      "((",
      "}",
      "{ ",
      "| ",
      "& ",
      "pip install a",
      "<(",
      "${",
      "#",
      "done",
      "case x in",
      ";;",
      "secret=abcdefgh",
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const script = pieces.join("");
        const last = script.split("\n").length;
        for (const { line } of scriptSteps(script, "notebook")) expect(line >= 1 && line <= last).toBe(true);
      }),
    );
  });
});
