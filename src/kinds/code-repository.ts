import { flag, optionalText, tags, text, time } from "./field.ts";
import { holdsCredentials, withoutCredentials } from "./repository-url.ts";
import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";

const kind: Kind = {
  name: "code-repository",
  title: "Git repository",
  plural: "Git repositories",
  service: "sagemaker",
  identity: {
    name: "CodeRepositoryName",
    arn: "CodeRepositoryArn",
    template: "code-repository/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({
      api: "CodeRepositoryName",
      terraform: "code_repository_name",
      cloudformation: "CodeRepositoryName",
      change: "recreate",
      samples: ["churn-notebooks", "grid-lab"],
    }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    // Without what people put before the host or behind a question mark: names, passwords, tokens.
    url: text({
      api: withoutCredentials("GitConfig.RepositoryUrl"),
      terraform: withoutCredentials("git_config[0].repository_url"),
      cloudformation: withoutCredentials("GitConfig.RepositoryUrl"),
      change: "recreate",
      samples: ["https://git.example.org/acme/churn.git", "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/lab"],
    }),
    urlHoldsCredentials: flag({
      api: holdsCredentials("GitConfig.RepositoryUrl"),
      terraform: holdsCredentials("git_config[0].repository_url"),
      cloudformation: holdsCredentials("GitConfig.RepositoryUrl"),
      change: "recreate",
      default: false,
    }),
    branch: optionalText({
      api: "GitConfig.Branch",
      terraform: "git_config[0].branch",
      cloudformation: "GitConfig.Branch",
      change: "recreate",
      samples: ["main"],
    }),
    // Null: the repository is public, or its URL says too much.
    secretArn: optionalText({
      api: "GitConfig.SecretArn",
      terraform: "git_config[0].secret_arn",
      cloudformation: "GitConfig.SecretArn",
      change: "in-place",
      samples: ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:AmazonSageMaker-churn-git"],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListCodeRepositories"),
    items: "CodeRepositorySummaryList",
    ...sagemakerPaging,
    newestFirst,
    gives: ["CodeRepositoryName", "CodeRepositoryArn", "CreationTime", "LastModifiedTime", "GitConfig"],
  },
  // The summary has it all. What it says is not for keeping, because its URL may hold a password.
  describe: [],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:code-repository",
  states: null,
  verbs: {
    delete: {
      operation: sagemaker("DeleteCodeRepository"),
      input: { CodeRepositoryName: "name" },
      type: "recreatable",
      from: [],
      done: [],
      to: null,
      loses: "the entry only: the repository stays, notebooks that name it keep their copy",
      keepsBilling: "nothing",
    },
    ...sagemakerTagVerbs,
  },
  relations: { notebooks: { to: "notebook-instance", many: true, on: { name: "defaultCodeRepository" } } },
  history: null,
  unchanging: null,
  terraform: { type: "aws_sagemaker_code_repository" },
  cloudformation: { type: "AWS::SageMaker::CodeRepository" },
};

export default kind;
