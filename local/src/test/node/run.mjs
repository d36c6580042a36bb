// Reads a list of {definition, context, input, answers} from standard input, runs each machine, and writes a list of
// {output, calls} or {error, cause, calls}. `answers` holds what each call gets, one after the other, by the key of its
// payload; the last one again and again.
import { readFileSync } from "node:fs";
import { StateMachine } from "aws-local-stepfunctions";

// Newer than Node.js 20, and used by the interpreter.
Promise.withResolvers ??= () => {
  let resolve, reject;
  const promise = new Promise((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
};

async function run({ definition, context, input, answers }) {
  const calls = [];
  const call = (payload) => {
    calls.push(payload);
    const left = answers[`${payload.step}${payload.segment ?? ""}`];
    const { result, error, cause } = left.length > 1 ? left.shift() : left[0];
    if (error) {
      throw Object.assign(new Error(cause), { name: error });
    }
    return result;
  };
  const overrides = {
    taskResourceLocalHandlers: ofEach(definition, "Task", call),
    waitTimeOverrides: ofEach(definition, "Wait", 1),
    retryIntervalOverrides: ofEach(definition, "Task", 1),
  };
  try {
    const output = await new StateMachine(definition).run(input, { overrides, context }).result;
    return { output, calls };
  } catch (error) {
    const failure = error.cause ?? error;
    return { error: failure.name, cause: failure.message, calls };
  }
}

function ofEach(machine, type, value) {
  return Object.fromEntries(
    statesOf(machine)
      .filter(([, state]) => state.Type === type)
      .map(([name]) => [name, value]),
  );
}

function statesOf(machine) {
  return Object.entries(machine.States).flatMap(([name, state]) => [
    [name, state],
    ...(state.ItemProcessor ? statesOf(state.ItemProcessor) : []),
  ]);
}

const questions = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(await Promise.all(questions.map(run))));
