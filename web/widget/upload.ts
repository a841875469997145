/** What the server takes; it looks at the bytes again by itself. */
const ACCEPTED = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/gif', 'application/pdf'];

export const ACCEPT = [...ACCEPTED, '.heic'].join(',');

export type Obstacle = 'file.tooLarge' | 'file.wrongType' | 'file.empty' | 'file.failed';

/** What is wrong with a file before any byte of it travels. */
export function obstacleOf(file: { size: number; type: string; name: string }, limit: number): Obstacle | undefined {
  if (file.size === 0) return 'file.empty';
  if (file.size > limit) return 'file.tooLarge';
  const type = file.type === '' && /\.heic$/i.test(file.name) ? 'image/heic' : file.type;
  return ACCEPTED.includes(type) ? undefined : 'file.wrongType';
}

export interface Uploading {
  /** The id under which the server keeps it. `unreachable` when the network failed: try again. */
  done: Promise<{ id: string } | { obstacle: Obstacle } | { unreachable: true }>;
  stop(): void;
}

/** Sends one file. `onProgress` hears the share that is sent, 0–1. */
export function upload(url: string, token: string, file: File, onProgress: (share: number) => void): Uploading {
  const request = new XMLHttpRequest();
  const done = new Promise<Awaited<Uploading['done']>>((resolve) => {
    request.open('POST', url);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(outcome(request.status, request.responseText));
    request.onerror = request.onabort = () => resolve({ unreachable: true });
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}

function outcome(status: number, body: string): Awaited<Uploading['done']> {
  if (status === 201) return { id: (JSON.parse(body) as { id: string }).id };
  if (status === 413) return { obstacle: 'file.tooLarge' };
  if (status === 415) return { obstacle: 'file.wrongType' };
  return status === 429 || status === 503 ? { unreachable: true } : { obstacle: 'file.failed' };
}
