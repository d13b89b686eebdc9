/** Whether a file holds a template of CloudFormation rather than a Terraform plan: by its content, and where that is YAML by its name too. */
export const isTemplate = (text: string, file: string): boolean => {
  if (/^\s*\{/.test(text))
    return /"Resources"\s*:\s*\{/.test(text) && (!/"format_version"\s*:/.test(text) || /"AWSTemplateFormatVersion"\s*:/.test(text));
  return /^["']?(?:Resources|AWSTemplateFormatVersion)["']?\s*:/m.test(text) || /\.(?:ya?ml|template)$/i.test(file);
};
