import type { ChatCouncil, PageCouncil, Question, Week } from '../../server/contract/council.ts';
import { hoursLines, showMonthDay } from './hours.ts';
import { type Say, sentences } from './sentences.ts';

/** The citizens' page in one language, as HTML. It holds no script and no style of its own, so it stands under the strictest policy. */
export function renderCouncilPage(council: PageCouncil, language: string): string {
  const say = sentences(language);
  const name = html(council.name[language] ?? council.town);
  return `<!doctype html>
<html lang="${html(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(say('title'))} – ${name}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/look.css">
<link rel="stylesheet" href="/page.css">
<script src="/widget.js" async></script>
</head>
<body>
<a class="skip" href="#content">${html(say('skip'))}</a>
${council.sample ? sampleNotice(council, say) : ''}
<header class="top"><div class="wide">
<a class="brand" href="${homeOf(council, language)}">${CREST}<span>${name}</span></a>
${languageLinks(council, language, say)}
</div></header>
<main id="content" tabindex="-1">
${opening(council, language, say)}
${topics(council, language, say)}
${contact(council, language, say)}
</main>
${footer(council, language, say)}
</body>
</html>
`;
}

/** What the chat knows of the council before anybody has written. */
export function chatCouncil(council: PageCouncil): ChatCouncil {
  const { name, assistant, timeZone, languages, phone, privacy, look } = council;
  const questions = Object.fromEntries(languages.map((language) => [language, questionsIn(council, language).map(({ text }) => text)]));
  return { name, assistant, timeZone, languages, phone, privacy, accent: look?.accent, questions };
}

function sampleNotice(council: PageCouncil, say: Say): string {
  const [title, text] = [say('sample.title'), say('sample.text', { town: council.town })];
  return `<aside class="sample" aria-label="${html(title)}"><div class="wide"><strong>${html(title)}.</strong> ${html(text)}</div></aside>`;
}

function languageLinks(council: PageCouncil, current: string, say: Say): string {
  if (council.languages.length < 2) return '';
  const links = council.languages.map((language) => {
    const here = language === current ? ' aria-current="page"' : '';
    return `<li><a href="${homeOf(council, language)}" hreflang="${language}" lang="${language}"${here}>${html(sentences(language)('own'))}</a></li>`;
  });
  return `<nav aria-label="${html(say('languages'))}"><ul class="languages">${links.join('')}</ul></nav>`;
}

function opening(council: PageCouncil, language: string, say: Say): string {
  return `<section class="opening"><div class="wide">
<h1>${html(say('title'))}</h1>
<p class="lead">${html(say('intro', { assistant: council.assistant[language] ?? '' }))}</p>
<p class="actions"><button type="button" class="primary" data-ventanilla-open>${html(say('ask'))}</button>
<a class="secondary" href="${html(council.sede)}">${html(say('office'))}</a></p>
<noscript><p>${html(say('noscript', { phone: council.phone }))}</p></noscript>
</div></section>`;
}

function topics(council: PageCouncil, language: string, say: Say): string {
  const questions = questionsIn(council, language);
  if (questions.length === 0) return '';
  const items = questions.map(({ topic, text }) =>
    `<li><button type="button" class="topic" data-ventanilla-ask="${html(text)}"><span class="about">${html(topic)}</span> <span class="question">${html(text)}</span></button></li>`);
  return `<section class="topics" aria-labelledby="topics"><div class="wide">
<h2 id="topics">${html(say('topics.title'))}</h2>
<p>${html(say('topics.intro'))}</p>
<ul>${items.join('\n')}</ul>
</div></section>`;
}

function contact(council: PageCouncil, language: string, say: Say): string {
  const { town, phone, phoneOutside, address, email, emergency } = council;
  return `<section class="contact" aria-labelledby="contact"><div class="wide">
<h2 id="contact">${html(say('contact.title'))}</h2>
<div class="ways">
<div><h3>${html(say('contact.phone'))}</h3><p class="number">${call(phone)}</p>
<p>${html(say('contact.free'))}<br>${html(say('contact.outside', { town, phone: '' }))}${call(phoneOutside)}</p></div>
<div><h3>${html(say('contact.address'))}</h3><address>${html(say('contact.map'))}<br>${html(address)}</address>
<h3>${html(say('contact.email'))}</h3><p><a href="mailto:${html(email)}">${html(email)}</a></p></div>
<div><h3>${html(say('hours.title'))}</h3>${hoursList(council.hours, say)}
${council.seasons.map((season) => seasonHours(season, language, say)).join('')}</div>
<div><h3>${html(say('contact.emergency'))}</h3><p class="number">${call(emergency)}</p><p>${html(say('contact.emergencyText'))}</p></div>
</div>
</div></section>`;
}

function seasonHours(season: PageCouncil['seasons'][number], language: string, say: Say): string {
  const dates = { from: showMonthDay(season.from, language), until: showMonthDay(season.until, language) };
  return `<h4>${html(say('hours.season', dates))}</h4>${hoursList(season.hours, say)}`;
}

function hoursList(week: Week, say: Say): string {
  return `<dl class="hours">${hoursLines(week, say).map(({ days, ranges }) => `<div><dt>${html(days)}</dt><dd>${html(ranges)}</dd></div>`).join('')}</dl>`;
}

function footer(council: PageCouncil, language: string, say: Say): string {
  return `<footer class="bottom"><div class="wide">
<p><strong>${html(council.name[language] ?? council.town)}</strong><br>${html(council.address)}</p>
<div id="accessibility"><p>${html(say('footer.accessibilityText', { email: council.email, phone: council.phone }))}</p></div>
<ul><li><a href="${html(council.privacy)}">${html(say('footer.privacy'))}</a></li><li><a href="#accessibility">${html(say('footer.accessibility'))}</a></li></ul>
</div></footer>`;
}

interface ShownQuestion {
  topic: string;
  text: string;
}

function questionsIn(council: PageCouncil, language: string): ShownQuestion[] {
  return (council.questions ?? []).flatMap((one: Question) => {
    const text = one.question[language];
    return text === undefined ? [] : [{ topic: council.topics[one.topic]?.[language] ?? one.topic, text }];
  });
}

function homeOf(council: PageCouncil, language: string): string {
  return language === council.languages[0] ? '/' : `/${language}`;
}

function call(phone: string): string {
  return `<a href="tel:${html(phone.replace(/[^\d+]/g, ''))}">${html(phone)}</a>`;
}

function html(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
}

/** A plain shield: no town's arms. */
const CREST = '<svg class="crest" viewBox="0 0 32 36" aria-hidden="true"><path d="M2 2h28v17c0 8-6 12.5-14 15C8 31.5 2 27 2 19Z" fill="none" stroke="currentColor" stroke-width="2.5"/><path d="M9 24V13l7-5 7 5v11M13 24v-6h6v6" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round"/></svg>';
