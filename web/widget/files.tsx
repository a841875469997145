import type { JSX } from 'preact';
import type { Attachment } from './attachments.ts';
import { Icon } from './icons.tsx';
import { useScene } from './scene.ts';
import { showSize } from './time.ts';

/** Files that are on their way, after everything said so far. */
export function Files(): JSX.Element {
  const { files } = useScene();
  return <>{files.map((file) => <OnItsWay key={file.key} file={file} />)}</>;
}

function OnItsWay({ file }: { file: Attachment }): JSX.Element {
  const { say, attachments, language } = useScene();
  return (
    <div class="line from-contact" lang={language}>
      <div class="bubble"><SentFile name={file.name} mime={file.mime} size={file.size} preview={file.preview} /></div>
      {file.state === 'failed' ? <Failed file={file} /> : <Progress file={file} />}
      <div class="acts">
        {file.obstacle === 'file.failed' && <button type="button" class="quiet" onClick={() => attachments.retry(file.key)}>{say('retry')}</button>}
        {file.state !== 'uploading' && <button type="button" class="quiet" onClick={() => attachments.discard(file.key)}>{say('discard')}</button>}
      </div>
    </div>
  );
}

function Progress({ file }: { file: Attachment }): JSX.Element {
  const { say, state } = useScene();
  const percent = Math.round(file.share * 100);
  if (file.state === 'waiting') return <p class="foot"><span class="state"><Icon name="clock" />{say(state.up ? 'sending' : 'file.offline')}</span></p>;
  return (
    <div class="progress" aria-live="off">
      <progress max={100} value={percent} aria-label={file.name} />
      <span>{say('file.uploading', { percent })}</span>
    </div>
  );
}

function Failed({ file }: { file: Attachment }): JSX.Element {
  const { say, state, language } = useScene();
  const sizes = { size: showSize(file.size, language), limit: showSize(state.limits.file, language) };
  return <div class="refused"><p><Icon name="warning" />{say(file.obstacle ?? 'file.failed', sizes)}</p></div>;
}

interface Shown {
  name: string;
  mime: string | undefined;
  size: number | undefined;
  preview: string | undefined;
}

export function SentFile({ name, mime, size, preview }: Shown): JSX.Element {
  const { say, language } = useScene();
  const kind = mime === 'application/pdf' ? 'file.document' : mime?.startsWith('image/') ? 'file.photo' : 'file.other';
  return (
    <div class="file">
      {preview ? <img src={preview} alt="" /> : <Icon name="page" />}
      <p><span class="name">{name}</span><span class="about">{say(kind)}{size === undefined ? '' : ` · ${showSize(size, language)}`}</span></p>
    </div>
  );
}
