import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import { type Mistake, Mistakes } from '../bot/errors.ts';

/**
 * A map of a file that a person wrote. Reading collects mistakes instead of throwing, so that all are told at once;
 * what is wrong reads as empty. Every value is text as it was written: "010" stays "010", "no" stays "no".
 */
export interface YamlMap {
  readonly mistakes: Mistake[];
  keys(): string[];
  has(key: string): boolean;
  /** Notes every other key as a mistake. */
  only(keys: readonly string[]): void;
  wrong(key: string, problem: string, mend: string): void;
  /** A text that must be there. */
  text(key: string, mend: string): string;
  optional(key: string): string | undefined;
  /** One of these; without a default it must be there. */
  oneOf(key: string, values: readonly string[], otherwise?: string): string;
  list(key: string, mend: string): string[] | undefined;
  map(key: string, mend?: string): YamlMap | undefined;
  lineOf(path: readonly (string | number)[]): number | undefined;
}

/** Throws `Mistakes` with every error of syntax; what it returns gathers the others. */
export function readYaml(source: string, file: string): YamlMap {
  const lines = new LineCounter();
  const document = parseDocument(source, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    throw new Mistakes('bad_data', document.errors.map((error) => ({
      file, line: lineAt(error.pos[0]), problem: sentence(error.message), mend: 'check the indentation, and put texts with a colon between quotes',
    })));
  }
  const root = document.contents;
  if (!isMap(root)) throw new Mistakes('bad_data', [{ file, line: 1, problem: 'the file holds no keys', mend: 'write id:, topic: and so on, as in the sample council' }]);
  return new MapReader(root, { file, lineAt, mistakes: [] }, '');
}

function sentence(message: string): string {
  return message.split('\n')[0] ?? message;
}

interface Context {
  file: string;
  lineAt(offset: number): number;
  mistakes: Mistake[];
}

class MapReader implements YamlMap {
  readonly #map: YAMLMap;
  readonly #context: Context;
  readonly #path: string;

  constructor(map: YAMLMap, context: Context, path: string) {
    this.#map = map;
    this.#context = context;
    this.#path = path;
  }

  get mistakes(): Mistake[] {
    return this.#context.mistakes;
  }

  keys(): string[] {
    return this.#map.items.map((pair) => String(pair.key));
  }

  has(key: string): boolean {
    return this.#pair(key) !== undefined;
  }

  only(keys: readonly string[]): void {
    for (const key of this.keys()) if (!keys.includes(key)) this.wrong(key, 'there is no such key', `use one of ${keys.join(', ')}`);
  }

  wrong(key: string, problem: string, mend: string): void {
    const at = this.#offset(key);
    this.mistakes.push({ file: this.#context.file, line: at === undefined ? 1 : this.#context.lineAt(at), key: this.#path + key, problem, mend });
  }

  text(key: string, mend: string): string {
    const value = this.#scalar(key, mend);
    if (value === undefined && !this.has(key)) this.wrong(key, 'it is missing', mend);
    else if (value === '') this.wrong(key, 'it is empty', mend);
    return value ?? '';
  }

  optional(key: string): string | undefined {
    const value = this.#scalar(key, 'write a text, or remove the key');
    if (value === '') this.wrong(key, 'it is empty', 'write a text, or remove the key');
    return value;
  }

  oneOf(key: string, values: readonly string[], otherwise?: string): string {
    const mend = `write one of ${values.join(', ')}`;
    if (!this.has(key) && otherwise !== undefined) return otherwise;
    const value = this.text(key, mend);
    if (value === '' || values.includes(value)) return value || (otherwise ?? '');
    this.wrong(key, `"${value}" is not known`, mend);
    return otherwise ?? value;
  }

  list(key: string, mend: string): string[] | undefined {
    const node = this.#pair(key)?.value;
    if (node === undefined) return undefined;
    if (!isSeq(node)) {
      this.wrong(key, 'it is not a list', mend);
      return undefined;
    }
    const texts: string[] = [];
    for (const item of node.items) {
      if (isScalar(item) && String(item.value).trim() !== '') texts.push(String(item.value).trim());
      else this.#wrongNode(item, key, 'an entry is not a text', 'put texts with a colon between quotes, and remove empty entries');
    }
    return texts;
  }

  map(key: string, mend = 'write its keys below it, indented'): YamlMap | undefined {
    const pair = this.#pair(key);
    if (!pair) return undefined;
    if (isMap(pair.value)) return new MapReader(pair.value, this.#context, `${this.#path}${key}.`);
    this.wrong(key, 'it has no keys of its own', mend);
    return undefined;
  }

  lineOf = (path: readonly (string | number)[]): number | undefined => {
    let node: unknown = this.#map;
    let offset: number | undefined;
    for (const step of path) {
      if (isMap(node)) {
        const pair = node.items.find((one) => String(one.key) === step);
        if (!pair) break;
        offset = offsetOf(pair.key) ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        offset = offsetOf(node) ?? offset;
      }
    }
    return offset === undefined ? undefined : this.#context.lineAt(offset);
  };

  #pair(key: string): YAMLMap['items'][number] | undefined {
    return this.#map.items.find((pair) => String(pair.key) === key);
  }

  #scalar(key: string, mend: string): string | undefined {
    const pair = this.#pair(key);
    if (!pair) return undefined;
    if (pair.value === null) return '';
    if (isScalar(pair.value)) return String(pair.value.value ?? '').trim();
    this.wrong(key, 'it is not a text', mend);
    return undefined;
  }

  #offset(key: string): number | undefined {
    return offsetOf(this.#pair(key)?.key) ?? this.#map.range?.[0];
  }

  #wrongNode(node: unknown, key: string, problem: string, mend: string): void {
    const at = offsetOf(node) ?? this.#offset(key) ?? 0;
    this.mistakes.push({ file: this.#context.file, line: this.#context.lineAt(at), key: this.#path + key, problem, mend });
  }
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
