import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ChatCouncil } from '../../server/contract/council.ts';
import type { Attachment, Attachments } from './attachments.ts';
import type { Chat, ChatState } from './chat.ts';
import type { Say } from './sentences.ts';
import type { Times } from './time.ts';

/** What every part of the chat may need. */
export interface Scene {
  say: Say;
  language: string;
  times: Times;
  /** Undefined until it is loaded. */
  council: ChatCouncil | undefined;
  chat: Chat;
  state: ChatState;
  attachments: Attachments;
  files: readonly Attachment[];
  /** Local pictures of photos sent from this page, by the id of their message. */
  previews: ReadonlyMap<string, string>;
  /** Answers are shown in plain language first. */
  plain: boolean;
  setPlain(plain: boolean): void;
  setLanguage(language: string): void;
  /** Puts the cursor where the citizen writes. */
  write(text?: string): void;
  pickFile(): void;
}

export const SceneContext = createContext<Scene | undefined>(undefined);

export function useScene(): Scene {
  const scene = useContext(SceneContext);
  if (!scene) throw new Error('the chat is shown outside its scene');
  return scene;
}
