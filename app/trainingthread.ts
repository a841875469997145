import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { type Lessons, trainUnderstanding } from '../nlu/understanding.ts';
import { keepModel } from './models.ts';
import type { Training } from './trainer.ts';

const NICE = 10;

/* Linux counts the priority of each thread by itself; elsewhere it would be the whole program's. */
const { taught, folder, file, calmly } = workerData as Training;
if (calmly && process.platform === 'linux') setPriority(NICE);
const trained = trainUnderstanding(JSON.parse(taught) as Lessons);
keepModel(folder, file, trained);
parentPort?.postMessage(trained, [trained.buffer as ArrayBuffer]);
