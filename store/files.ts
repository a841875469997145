/** Files that citizens send, beside the documents: kept before their message is acknowledged. */
export interface FileRef {
  id: string;
  name: string;
  mime: string;
  size: number;
}

export interface Files {
  /** Durable when it resolves. `mime` comes from the content, never from the sender. */
  put(content: Uint8Array, about: { name: string; mime: string }): Promise<FileRef>;
  get(id: string): Promise<{ ref: FileRef; content: Uint8Array } | undefined>;
  remove(id: string): Promise<void>;
}
