import { describe, expect, it } from "vitest";
import { secretLines } from "../../src/kinds/script-secrets.ts";
import { secretVariable } from "../../src/kinds/secret-shapes.ts";

const key = "wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzzzKEY1";
const hex = "0123456789abcdef0123456789abcdef01234567";
const packed = Buffer.from(`export AWS_SECRET_ACCESS_KEY=${key}`).toString("base64");

describe("A line tells a secret, however it hands it over", () => {
  it.each([
    ["to the AWS CLI", `aws configure set aws_secret_access_key ${key}`],
    ["to a named profile of it", `aws configure set profile.lab.aws_session_token "${key}"`],
    ["to a database", "mysql -u root -pSup3rS3cret churn"],
    ["to ssh", "sshpass -p Sup3rS3cret ssh ada@host"],
    ["to a registry", "docker login -u ada -p Sup3rS3cret registry.example.org"],
    ["to git, as a name without a password", `git clone https://${hex}@github.com/acme/churn`],
    ["in a document without a space", `echo '{"api_key":"abcdef123456"}' > config.json`],
    ["to a tracker of experiments", `wandb login ${hex}`],
    ["to the system, for a user", 'echo "ada:Sup3rS3cret" | sudo chpasswd'],
    ["to the system, by standard input", "echo Sup3rS3cret | passwd --stdin ada"],
    ["to whatever reads .netrc", "machine github.com login ada password Sup3rS3cret"],
    ["in csh", "setenv DB_PASSWORD Sup3rS3cret"],
    ["by an option with an underscore", "python run.py --api_key abcdef1234567"],
    ["packed", `echo ${packed} | base64 -d | bash`],
    ["with a dollar that is none of the shell's", String.raw`export DB_PASSWORD=Sup3r\$ecret`],
    ["with a dollar in single quotes", "export DB_PASSWORD='Sup3r$ecret1'"],
    ["beside the word EXAMPLE", "export AWS_ACCESS_KEY_ID=AKIA1234567890ABCDEF # EXAMPLE"],
    ["as a file of Kaggle", `echo '{"username":"ada","key":"${hex.slice(0, 32)}"}' > kaggle.json`],
    ["as a key of Kaggle", `export KAGGLE_KEY=${hex.slice(0, 32)}`],
    ["as a key of Comet", `export COMET_API_KEY=${hex.slice(0, 25)}`],
    ["within the string of a connection", "dsn='Server=db;Uid=ada;Pwd=Sup3rS3cret'"],
    ["within an address of a database", "export DSN=postgresql://ada:Sup3rS3cret@db.acme.example:5432/churn"],
    ["within JDBC", "export URL='jdbc:mysql://db/churn?user=ada&password=Sup3rS3cret'"],
    ["commented out", "# export DB_PASSWORD=Sup3rS3cret"],
    ["as a key of OpenAI", "python x.py sk-proj-abcdefghijklmnopqrstuvwx1234567890ABCDEFGH"],
    ["as a hook of Slack", "curl https://hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnopqrstuvwx"],
    ["as a channel of Anaconda", "conda install -c https://conda.anaconda.org/t/ab-12345678-1234-1234-1234-123456789012/acme churn"],
  ])("%s", (_, line) => expect(secretLines(`set -e\n${line}\ntrue`)).toEqual([2]));

  it("on the first line of a command that goes on", () => {
    expect(secretLines("set -e\ncurl -s \\\n  -u ada:Sup3rS3cret \\\n  https://host/x\ntrue")).toEqual([2]);
    expect(secretLines("PASSWORD=Sup3rS3cret \\\n  run \\\n  now")).toEqual([1]);
  });
});

describe("A line tells no secret", () => {
  it.each([
    ["that AWS hands to a registry", "docker login -u AWS -p $(aws ecr get-login-password) registry.example.org"],
    ["that comes by standard input", "aws ecr get-login-password | docker login --username AWS --password-stdin registry.example.org"],
    ["that a database will ask for", "mysql -u root -p churn"],
    ["where only its place in a store is named", "DB_SECRET=prod/ml/db"],
    ["where a variable holds it", 'aws configure set aws_secret_access_key $KEY; sshpass -p "$PASS" ssh ada@host'],
    ["where a variable holds it, in single quotes", "envsubst '$DB_PASSWORD' < a; PASSWORD='${DB_PASSWORD}'; TOKEN='$TOKEN1'"],
    ["in a comment that is prose", "# password: ask the platform team for one"],
    ["where what is unpacked is none", `echo ${Buffer.from("yum install -y jq && pip list").toString("base64")} | base64 -d | bash`],
    ["where a host is named", 'AWS_SECRET_KEY="github.com"'],
    ["where a program takes it out of an answer", "secret = response['SecretString']"],
    ["where a program takes it from an object", "client = connect(password=args.password, token=token, api_key=api_key_value)"],
    ["where its type is named", "  password: string"],
    ["where a file holds it", "TOKEN=secrets/team/token.txt"],
    ["where a place holder stands", "TOKEN=__TOKEN__; PASSWORD=@@PASSWORD@@; API_KEY=[your key]; SECRET=REPLACE_ME; TOKEN=#{TOKEN}"],
    ["where a store is named", "DB_PASSWORD=vault://team/db; DB_PASSWORD=secretsmanager:prod-db"],
    ["where an ARN names it", "DB_SECRET=arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"],
    ["in a commit", `pip install git+https://github.com/acme/churn@${hex}`],
    ["in an address with a user alone", "git clone https://ada@git.example.org/churn.git"],
  ])("%s", (_, line) => expect(secretLines(`set -e\n${line}\ntrue`)).toEqual([]));
});

describe("A variable", () => {
  it("looks like the token that it is, by its shape", () => {
    expect(secretVariable("KEY", "AIzaSyA1234567890abcdefghijklmnopqrstuvw")).toBe("a token of Google");
    expect(secretVariable("BILLING", "sk_live_abcdefghijklmnopqrstuvwx")).toBe("a token of Stripe");
    expect(secretVariable("A", `hf_${"aBcDe".repeat(7)}`)).toBe("a token of Hugging Face");
    expect(secretVariable("A", `sk-ant-api03-${"aB3_-".repeat(10)}`)).toBe("a token of Anthropic");
    expect(secretVariable("A", `dckr_pat_${"aB3_-".repeat(6)}`)).toBe("a token of Docker");
    expect(secretVariable("A", `lsv2_pt_${"0123456789abcdef".repeat(2)}_0123456789`)).toBe("a token of LangSmith");
    expect(secretVariable("A", `IQoJb3JpZ2lu${"aB3+/".repeat(30)}`)).toBe("a token of AWS");
    expect(secretVariable("A", "AKIAIOSFODNN7EXAMPLE")).toBeUndefined();
    expect(secretVariable("RUN", "550e8400-e29b-41d4-a716-446655440000")).toBeUndefined();
    expect(secretVariable("MODEL", "sk-learn-pipeline-with-a-name-that-is-long")).toBeUndefined();
  });
});
