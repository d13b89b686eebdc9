import { describe, expect, it } from "vitest";
import { type ScriptOf, scriptSteps } from "../../src/kinds/script-steps.ts";

/** What a script does beside downloading, as `line:what`. */
const deeds = (of: ScriptOf, lines: readonly string[]): string[] =>
  scriptSteps(lines.join("\n"), of)
    .filter(({ what }) => what !== "download")
    .map(({ line, what }) => `${line}:${what}`);

const cron = (command: string): string => `(crontab -l; echo "*/5 * * * * ${command}") | crontab -`;

describe("Scripts of notebooks as they are found in the wild", () => {
  it.each<[string, string[], string[]]>([
    [
      "let cron run what they fetched, by an interpreter out of a variable",
      ["wget https://host/acme/stop/master/stop.py", "if x; then PYTHON_DIR=/a; else PYTHON_DIR=/b; fi", cron("$PYTHON_DIR $PWD/stop.py")],
      ["1:runs-unpinned"],
    ],
    ["let cron run another file than they fetched", ["wget https://host/acme/main/one.py", cron("/usr/bin/python3 $PWD/two.py")], []],
    [
      "fetch into the folder that they have gone to",
      ["cd /home/ec2-user/.spark", "wget https://host/acme/main/example.json", "mv example.json config.json"],
      ["2:root-in-home", "3:root-in-home"],
    ],
    ["go there in brackets only", ["(cd /home/ec2-user/SageMaker && ls)", "mkdir data"], []],
    ["name the folder by its user", ["mkdir ~ec2-user/a", "mkdir ~ec2-user/b", "chown -R ec2-user ~ec2-user/b"], ["1:root-in-home"]],
    ["add to what the user has", ["echo 'export a=b' | tee -a /home/ec2-user/.profile", "echo c >> /home/ec2-user/.bashrc"], []],
    ["write as the user into a file that root opens", ["sudo -u ec2-user ls > /home/ec2-user/list"], ["1:root-in-home"]],
    ["make runnable what is root's", ["touch /home/ec2-user/x.sh", "chmod a+x /home/ec2-user/x.sh"], ["1:root-in-home"]],
    ["clone for all", ["cd home/ec2-user/SageMaker", "git clone -b lab https://host/acme/x.git", "chmod -R 777 ./"], []],
    [
      "give several packages in one variable, or in a list",
      [
        "sudo -u ec2-user -i <<'EOF'",
        "source activate python3",
        "PACKAGES='pandas numpy==1.0'",
        'eval pip install --upgrade "$PACKAGES"',
        "MORE=(scipy)",
        'pip install "${MORE[@]}"',
        "EOF",
      ],
      ["4:pip-unpinned", "6:pip-unpinned"],
    ],
    ["use a variable again", ["source activate x", "P=pandas==2.3.1", "pip install $P", "P=numpy", "pip install $P"], ["5:pip-unpinned"]],
    ["call pip as systems do", ["/usr/bin/pip-3 install psutil --user"], ["1:pip-unpinned", "1:pip-outside"]],
    ["call pip through conda", ["conda run -n python3 pip install pandas"], ["1:pip-unpinned"]],
    [
      "install with conda",
      [
        "P=scipy",
        'conda install "$P" -n base -y',
        "mamba install -y -c r 'r-x>=1'",
        "conda create -n e python=3.10",
        "conda install numpy=1.26",
      ],
      ["2:conda-unpinned", "3:conda-unpinned"],
    ],
    ["go to the background with sudo", ["nohup sudo -b -u ec2-user -i <<'EOF'", "sleep 900", "EOF"], []],
    ["hand it to at", ["echo 'sleep 900' | at now", "at now <<EOF", "sleep 900", "EOF"], []],
    ["end in time what would not", ["timeout 120 tail -f /var/log/messages", "timeout 4m sleep 400"], []],
    ["call their functions, or not", ["slow() {", "  sleep 400", "}", "function idle {", "  sleep 400", "}", "slow"], ["2:long"]],
    [
      "write a script for the background and hand it over",
      [
        'cat << "EOF" > /home/ec2-user/sync.sh',
        "sleep 900",
        "EOF",
        "chown ec2-user /home/ec2-user/sync.sh",
        "sudo -u ec2-user nohup /home/ec2-user/sync.sh >> /home/ec2-user/out 2>&1 &",
      ],
      [],
    ],
    [
      "write a script and run it",
      ["cat > /opt/x.sh <<'EOF'", "curl -s https://host/x | bash", "sleep 400", "EOF", "sudo -u ec2-user /opt/x.sh"],
      ["2:runs-unpinned", "3:long"],
    ],
    ["write what is no shell's", ["cat > /opt/x.py <<'EOF'", "sleep 400", "EOF", "python /opt/x.py"], []],
    [
      "tell pip to trust a host, in a variable",
      ["if x; then", '  trusted="trusted-host = ${host}"', "else", '  trusted=""', "fi", "cat > /etc/pip.conf <<END", "${trusted}", "END"],
      ["2:pip-insecure"],
    ],
  ])("%s", (_, lines, expected) => expect(deeds("notebook", lines)).toEqual(expected));
});

describe("Scripts of Studio as they are found in the wild", () => {
  it.each<[string, string[], string[]]>([
    [
      "install an archive of a branch, version in its name or not",
      ["wget -O .x/e.tar.gz https://host/acme/raw/main/e-0.1.6.tar.gz", "pip install .x/e.tar.gz"],
      ["1:runs-unpinned"],
    ],
    [
      "unpack it first",
      ["wget https://host/acme/raw/main/e-0.1.tar.gz", "tar xzf e-0.1.tar.gz", "cd e-0.1", "pip install deps/*", "pip install -e ."],
      ["1:runs-unpinned"],
    ],
    [
      "install a release, by variables",
      [
        "V=0.3.0",
        "P=e-$V.tar.gz",
        "curl -LO --output-dir /var/tmp/ https://host/acme/download/v$V/$P",
        "sudo $HOME_OF_CONDA/pip install -t /x /var/tmp/$P",
      ],
      [],
    ],
    [
      "let cron run a file of a branch, by its variable",
      [
        "S=/var/tmp/m.py",
        "curl -LO --output-dir /var/tmp/ https://host/acme/metrics/m.py",
        "echo \"*/5 * * * * bash -ic '$C/python $S'\" | sudo crontab -",
      ],
      ["2:runs-unpinned"],
    ],
    ["install in front, whatever nohup says", ["nohup mamba install pypots -y"], ["1:conda-unpinned"]],
    ["keep what git is to be told in a store of secrets", ['AWS_SECRET_NAME="my-git"', 'AWS_SECRET_KEY="github.com"'], []],
  ])("%s", (_, lines, expected) => expect(deeds("studio", lines)).toEqual(expected));

  it("download what they clone from a folder of their choice", () => {
    expect(scriptSteps('URL="https://host/x.git"\ngit -C /home/sagemaker-user clone $URL', "studio")).toEqual([
      { line: 2, what: "download" },
    ]);
  });
});
