import fc from "fast-check";
import { expect, test } from "vitest";
import { resourceBlocks } from "../../../src/iac/terraform/source-blocks.ts";
import { sourcesOf } from "./plans.ts";

test("blocks are found with the lines where they begin and end", () => {
  const [good, bare] = resourceBlocks(sourcesOf("01-notebooks-mixed").get("infra/main.tf") ?? "");
  expect(good).toEqual({ type: "aws_sagemaker_notebook_instance", name: "good", line: 26, column: 1, endLine: 42, dynamics: [] });
  expect(bare).toMatchObject({ name: "bare", line: 45, endLine: 49 });
});

test("dynamic blocks are told, at any depth", () => {
  const blocks = resourceBlocks('resource "a" "b" {\n  x {\n    dynamic "y" {\n      for_each = []\n    }\n  }\n  dynamic z { }\n}\n');
  expect(blocks).toEqual([{ type: "a", name: "b", line: 1, column: 1, endLine: 8, dynamics: ["y", "z"] }]);
});

const wanted = 'resource "aws_x" "real" {\n  a = 1\n}\n';

test.each([
  ["a line comment", '# resource "aws_x" "no" {\n// resource "aws_x" "no" {\n'],
  ["a block comment", '/* resource "aws_x" "no" {\n */\n'],
  ["a string", 'locals {\n  a = "resource \\"aws_x\\" \\"no\\" { ${"}"} %{ if true }{%{ endif } $${ {"\n}\n'],
  ["a heredoc", 'locals {\n  a = <<EOT\nresource "aws_x" "no" {\n  EOT2\nEOT\n}\n'],
  ["an indented heredoc with Windows line ends", 'locals {\r\n  a = <<-EOT\r\n  resource "aws_x" "no" {\r\n  EOT\r\n}\r\n'],
  ["a template with braces and quotes", 'locals {\n  a = "${jsonencode({ a = "}" })}"\n}\n'],
  ["a block of another kind", 'module "aws_x" {\n  resource "aws_x" "no" {\n  }\n}\n'],
])("%s hides no block and opens none", (_, before) => {
  const line = before.split("\n").length;
  expect(resourceBlocks(before + wanted)).toEqual([{ type: "aws_x", name: "real", line, column: 1, endLine: line + 2, dynamics: [] }]);
});

test("scanning any text ends without a throw, inside its lines", () => {
  const piece = fc.constantFrom(
    'resource "a" "b" {',
    "{",
    "}",
    '"',
    "${",
    "%{",
    "<<EOT\n",
    "EOT\n",
    "\n",
    "#",
    "/*",
    "*/",
    "\\",
    "dynamic x {",
    "é",
    " ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      for (const block of resourceBlocks(text)) {
        expect(block.line).toBeLessThanOrEqual(block.endLine);
        expect(block.endLine).toBeLessThanOrEqual(text.split("\n").length);
      }
    }),
  );
});

test("a string nested a hundred thousand deep does not exhaust the stack", () => {
  expect(resourceBlocks(`${wanted}${'"${'.repeat(100_000)}`)).toHaveLength(1);
});
