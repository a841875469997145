import type { Command } from 'commander';
import { addChat } from './chat.ts';
import { addDoctor } from './doctor.ts';
import { addKb } from './kb.ts';
import { addNlu } from './nlu.ts';
import { addOutbox } from './outbox.ts';
import { addRasa } from './rasa.ts';
import { addServe } from './serve.ts';
import { addTrain } from './train.ts';
import { addTranscript } from './transcript.ts';
import { addUnanswered } from './unanswered.ts';

/** The commands, one line each. */
export const COMMANDS: readonly ((program: Command) => void)[] = [addServe, addChat, addTranscript, addOutbox, addUnanswered, addKb, addNlu, addTrain, addRasa, addDoctor];
