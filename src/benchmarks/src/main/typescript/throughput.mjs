// Sends spans through the official TypeScript SDK, with its default settings, until all are delivered.
// Arguments: the server's URL, spans, the input, the output
import { createConfig, createCore, SpanType } from '@prefactor/core';

const [url, spans, input, output] = process.argv.slice(2);
const schema = {
  external_identifier: 'benchmarks-1',
  span_schemas: { tool: { type: 'object', additionalProperties: true } },
};
const core = createCore(createConfig({ httpConfig: { apiUrl: url, apiToken: 'benchmark', agentSchema: schema } }));
core.agentManager.startInstance();
const start = process.hrtime.bigint();
for (let i = 0; i < Number(spans); i++) {
  const span = core.tracer.startSpan({ name: 'lookupOrder', spanType: SpanType.TOOL, inputs: { question: input } });
  core.tracer.endSpan(span, { outputs: { result: output } });
}
const produced = process.hrtime.bigint();
core.agentManager.finishInstance();
await core.shutdown();
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const producerNs = Number(produced - start) / Number(spans);
console.log(`#figures produced=${spans}|seconds=${seconds}|producerNs=${producerNs}`);
