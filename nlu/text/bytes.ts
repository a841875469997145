/** Arrays of numbers in a file: a line of JSON that says what follows, then the arrays, each on a multiple of four bytes. */
export interface Stored {
  about: unknown;
  arrays: (Int32Array | Float32Array)[];
}

interface Head {
  about: unknown;
  arrays: { type: 'int32' | 'float32'; length: number }[];
}

export function toBytes({ about, arrays }: Stored): Uint8Array {
  const head: Head = { about, arrays: arrays.map((array) => ({ type: array instanceof Int32Array ? 'int32' : 'float32', length: array.length })) };
  const json = Buffer.from(JSON.stringify(head));
  const start = 4 + aligned(json.length);
  const bytes = new Uint8Array(start + arrays.reduce((sum, array) => sum + array.byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  let place = start;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), place);
    place += array.byteLength;
  }
  return bytes;
}

/** Throws a RangeError or SyntaxError when the bytes are not whole. */
export function fromBytes(bytes: Uint8Array): Stored {
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset } = whole;
  const length = new DataView(buffer, byteOffset, whole.byteLength).getUint32(0, true);
  const head = JSON.parse(Buffer.from(buffer, byteOffset + 4, length).toString()) as Head;
  let place = byteOffset + 4 + aligned(length);
  const arrays = head.arrays.map((array) => {
    const read = array.type === 'int32' ? new Int32Array(buffer, place, array.length) : new Float32Array(buffer, place, array.length);
    place += read.byteLength;
    return read;
  });
  return { about: head.about, arrays };
}

function aligned(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Several byte strings as one, in order. */
export function pack(about: unknown, parts: readonly Uint8Array[]): Uint8Array {
  const lengths = Int32Array.from(parts, (part) => part.length);
  const padded = parts.map((part) => {
    const whole = new Uint8Array(aligned(part.length));
    whole.set(part);
    return new Int32Array(whole.buffer);
  });
  return toBytes({ about, arrays: [lengths, ...padded] });
}

export function unpack(bytes: Uint8Array): { about: unknown; parts: Uint8Array[] } {
  const { about, arrays } = fromBytes(bytes);
  const [lengths, ...padded] = arrays;
  return { about, parts: padded.map((array, i) => new Uint8Array(array.buffer, array.byteOffset, lengths?.[i] ?? 0)) };
}
