// Reads {definition, context, input, answers} from standard input, runs the machine and writes {output | error, calls}.
// `answers` holds what each call gets, one after the other, by the key of its payload; the last one again and again.
import { readFileSync } from "node:fs";
import { StateMachine } from "aws-local-stepfunctions";

// Newer than Node.js 20, and used by the interpreter.
Promise.withResolvers ??= () => {
  let resolve, reject;
  const promise = new Promise((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
};

const { definition, context, input, answers } = JSON.parse(readFileSync(0, "utf8"));
const calls = [];

function key(payload) {
  return `${payload.step}${payload.segment ?? ""}`;
}

function call(payload) {
  calls.push(payload);
  const left = answers[key(payload)];
  const answer = left.length > 1 ? left.shift() : left[0];
  if (answer.error) {
    const error = new Error(answer.cause);
    error.name = answer.error;
    throw error;
  }
  return answer.result;
}

function statesOf(machine) {
  return Object.entries(machine.States).flatMap(([name, state]) => [
    [name, state],
    ...(state.ItemProcessor ? statesOf(state.ItemProcessor) : []),
  ]);
}

const named = (type, value) =>
  Object.fromEntries(statesOf(definition).filter(([, state]) => state.Type === type).map(([name]) => [name, value]));

const machine = new StateMachine(definition);
const execution = machine.run(input, {
  overrides: {
    taskResourceLocalHandlers: named("Task", call),
    waitTimeOverrides: named("Wait", 0),
    retryIntervalOverrides: { ...named("Task", 0), ...named("Map", 0) },
  },
  context,
});
let answer;
try {
  answer = { output: await execution.result };
} catch (error) {
  const failure = error.cause ?? error;
  answer = { error: failure.name, cause: failure.message };
}
process.stdout.write(JSON.stringify({ ...answer, calls }));
process.exit(0);
