// The thread of the tasks: takes one, answers, takes the next.

import { parentPort } from 'node:worker_threads';

import { sentenceOf } from '../../../core/text/sentence-of.ts';
import { tasks, type TaskName, type Tasks } from './tasks.ts';

export type TaskAnswer = { readonly result: unknown } | { readonly problem: string };

async function answer<Name extends TaskName>(name: Name, args: Tasks[Name]['args']): Promise<TaskAnswer> {
  try {
    return { result: await tasks[name](args) };
  } catch (error) {
    return { problem: sentenceOf(error) };
  }
}

parentPort!.on('message', ({ name, args }: { readonly name: TaskName; readonly args: never }) => {
  void answer(name, args).then((message) => parentPort!.postMessage(message));
});
