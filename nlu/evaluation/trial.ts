import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Classifier, type RankedLabel, THOROUGH } from '../text/classifier.ts';
import { fitLogistic, type Logistic, probability } from '../text/logistic.ts';
import { areaUnderCurve, calibrationError, quantile, thresholdFor } from './measures.ts';
import type { Row } from './rows.ts';

export interface Sets {
  train: readonly Row[];
  dev: readonly Row[];
  test: readonly Row[];
  /** The label of texts that have none of the others. They are never trained on. */
  outside?: string;
  /** Reads shorthand and misspellings as this language has them. */
  language?: string;
}

/** What a trial found. Percent unless said otherwise; null where the sets have nothing outside. */
export interface Figures {
  /** Of the texts inside, without refusing any. */
  accuracy: number;
  /** The same, a refused text counting as wrong. */
  accuracyWithRejection: number | null;
  /** How many of the texts outside were refused. */
  oosRecall: number | null;
  /** How well the score tells inside from outside, whatever the threshold. */
  auroc: number | null;
  /** Expected calibration error of the first label's probability, inside, 0–1. */
  ece: number;
  trainSeconds: number;
  p50Ms: number;
  p99Ms: number;
  /** How much more the process keeps after the test than before the training, megabytes. */
  rssMb: number;
}

/** To refuse what is outside may cost so much of the accuracy inside, on dev. */
const COST = 0.02;

interface Heard {
  inside: boolean;
  right: boolean;
  score: number;
  clues: number[];
}

/** Trains, chooses threshold and calibration on dev, and looks at test once. */
export function runTrial({ train, dev, test, outside, language }: Sets): Figures {
  const before = settledMemory();
  const started = performance.now();
  const classifier = Classifier.train(train.filter(({ label }) => label !== outside).map((row) => ({ ...row, language })), THOROUGH);
  const trainSeconds = (performance.now() - started) / 1000;
  const times: number[] = [];
  const hear = ({ text, label }: Row): Heard => {
    const asked = performance.now();
    const ranked = classifier.rank(text, language);
    times.push(performance.now() - asked);
    return { inside: label !== outside, right: ranked[0]?.label === label, ...noticed(ranked) };
  };
  const known = dev.map(hear).filter(({ inside }) => inside);
  const threshold = thresholdFor(known.map(({ score, right }) => ({ score, high: right })), COST);
  const trust = fitLogistic(known, 2);
  times.length = 0;
  const heard = test.map(hear);
  const grown = settledMemory() - before;
  return {
    ...quality(heard, threshold, trust, outside !== undefined),
    trainSeconds: round(trainSeconds, 2), p50Ms: round(quantile(times, 0.5), 3), p99Ms: round(quantile(times, 0.99), 3), rssMb: round(grown / 1e6, 1),
  };
}

/** Bytes that the process keeps once everything thrown away is collected; the second time ends what the first leaves to be swept beside. */
function settledMemory(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage.rss();
}

/** The first margin tells what is outside, by the words as they stand, and together with the gap to the second how sure one can be. */
function noticed([first, second]: readonly RankedLabel[]): { score: number; clues: number[] } {
  const score = first?.literal ?? Number.NEGATIVE_INFINITY;
  return { score, clues: [first?.margin ?? 0, second && first ? first.margin - second.margin : 0] };
}

function quality(heard: readonly Heard[], threshold: number, trust: Logistic, refuses: boolean): Pick<Figures, 'accuracy' | 'accuracyWithRejection' | 'oosRecall' | 'auroc' | 'ece'> {
  const inside = heard.filter((one) => one.inside);
  const outside = heard.filter((one) => !one.inside);
  const area = areaUnderCurve(heard.map(({ score, inside: high }) => ({ score, high })));
  return {
    accuracy: percent(inside, ({ right }) => right),
    accuracyWithRejection: refuses ? percent(inside, ({ right, score }) => right && score >= threshold) : null,
    oosRecall: refuses ? percent(outside, ({ score }) => score < threshold) : null,
    auroc: refuses && area !== null ? round(area * 100, 2) : null,
    ece: round(calibrationError(inside.map(({ clues, right }) => ({ score: probability(trust, clues), high: right }))), 4),
  };
}

function percent(of: readonly Heard[], which: (one: Heard) => boolean): number {
  return round((100 * of.filter(which).length) / of.length, 2);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
