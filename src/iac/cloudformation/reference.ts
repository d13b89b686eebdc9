import { isObject, type Json } from "../../estate/json.ts";
import { atDeployment, type Scope, unresolved, type Written } from "./scope.ts";
import { hidden, type Value } from "./value.ts";

type Evaluate = (node: Json, scope: Scope) => Value;

/** The attribute that a Ref to a resource gives; of all others it is something of its own, mostly the ARN. */
const referred: Readonly<Record<string, string>> = {
  "AWS::EC2::Instance": "InstanceId",
  "AWS::EC2::LaunchTemplate": "LaunchTemplateId",
  "AWS::EC2::RouteTable": "RouteTableId",
  "AWS::EC2::SecurityGroup": "GroupId",
  "AWS::EC2::Subnet": "SubnetId",
  "AWS::EC2::VPC": "VpcId",
  "AWS::EC2::VPCEndpoint": "Id",
  "AWS::ECR::Repository": "RepositoryName",
  "AWS::EFS::FileSystem": "FileSystemId",
  "AWS::EMR::Cluster": "Id",
  "AWS::EMR::SecurityConfiguration": "Name",
  "AWS::EMR::Studio": "StudioId",
  "AWS::EMRServerless::Application": "ApplicationId",
  "AWS::IAM::Group": "GroupName",
  "AWS::IAM::InstanceProfile": "InstanceProfileName",
  "AWS::IAM::ManagedPolicy": "Arn",
  "AWS::IAM::Role": "RoleName",
  "AWS::IAM::User": "UserName",
  "AWS::KMS::Key": "KeyId",
  "AWS::S3::Bucket": "BucketName",
  "AWS::SageMaker::AppImageConfig": "AppImageConfigName",
  "AWS::SageMaker::Domain": "DomainId",
  "AWS::SageMaker::FeatureGroup": "FeatureGroupName",
  "AWS::SageMaker::ImageVersion": "ImageVersionArn",
  "AWS::SageMaker::Pipeline": "PipelineName",
  "AWS::SageMaker::StudioLifecycleConfig": "StudioLifecycleConfigName",
};

/** Attributes that the kinds know by another name. */
const otherwise: Readonly<Record<string, string>> = { "AWS::IAM::ManagedPolicy.PolicyArn": "Arn" };

/** What tells the attribute of one resource from all others, so that who refers to it finds it. */
export const tokenOf = (scope: Scope, id: string, attribute: string): string => `${scope.prefix}${id}.${attribute}`;

/** Two resources that name each other by their own names would never end; CloudFormation refuses them. */
const deepest = 20;

/** The property of that name, where the author wrote one that is known, or known to be the same as another. */
const written = ({ properties }: Written, attribute: string, scope: Scope, evaluate: Evaluate): Value | undefined => {
  const node = isObject(properties) && Object.hasOwn(properties, attribute) ? properties[attribute] : undefined;
  const value = node === undefined ? undefined : evaluate(node, scope);
  const isKnown = value?.is === "plain" || (value?.is === "hidden" && value.unknown.same !== undefined);
  return isKnown ? value : undefined;
};

const below = (scope: Scope): Scope & { depth: number } => {
  const depth = "depth" in scope && typeof scope.depth === "number" ? scope.depth : 0;
  return { ...scope, depth: depth + 1 };
};

const isOwnMaking = (type: string): boolean => type.startsWith("Custom::") || type === "AWS::CloudFormation::CustomResource";

/** An attribute of a resource of the template: known where it is a property that the author wrote, else a name for what it will be. */
export const attributeOf = (id: string, named: string, scope: Scope, evaluate: Evaluate): Value => {
  const resource = scope.resource(id);
  if (!resource) return hidden(unresolved(`the template has no resource ${id}`));
  const output = /^Outputs\.(.+)$/.exec(named)?.[1];
  if (output !== undefined) return scope.output(id, output) ?? hidden(unresolved(`${id}.${named}`));
  const attribute = otherwise[`${resource.type}.${named}`] ?? named;
  const inner = below(scope);
  const given = inner.depth > deepest ? undefined : written(resource, attribute, inner, evaluate);
  if (given) return given;
  const detail = `${id}.${attribute}`;
  if (!isOwnMaking(resource.type)) return hidden(atDeployment(detail, { same: tokenOf(scope, id, attribute) }));
  // Like a parameter's, its token says that it may be anything.
  const { set: _, ...perhaps } = atDeployment(detail, { same: tokenOf(scope, `?${id}`, attribute) });
  return hidden(perhaps);
};

/** A parameter, a pseudo parameter or a resource, by name. */
export const reference = (name: string, scope: Scope, evaluate: Evaluate): Value => {
  const parameter = scope.parameter(name);
  if (parameter) return parameter;
  const resource = scope.resource(name);
  if (!resource) return hidden(unresolved(`the template has neither a parameter nor a resource ${name}`));
  return attributeOf(name, referred[resource.type] ?? "Ref", scope, evaluate);
};
