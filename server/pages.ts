import { type RequestHandler, Router } from 'express';
import { ACCENT, fontCss, lookCss } from '../web/look/tokens.ts';
import { chatCouncil, renderCouncilPage } from '../web/pages/council.ts';
import type { PageCouncil } from './contract/council.ts';

/** The citizens' page in each of the council's languages (`/` in the first, `/en` and so on in the others), its look, and what the chat must know of the council. */
export function pageRoutes(council: PageCouncil): Router {
  const router = Router();
  council.languages.forEach((language, index) => {
    const page = renderCouncilPage(council, language);
    router.get(index === 0 ? '/' : `/${language}`, (_request, response) => void response.type('html').send(page));
  });
  const look = fontCss('/') + lookCss(':root', council.look?.accent ?? ACCENT);
  router.get('/look.css', (_request, response) => void response.type('css').set('Cache-Control', 'public, max-age=300').send(look));
  const chat = chatCouncil(council);
  router.get('/webchat/council.json', forEveryPage, (_request, response) => void response.set('Cache-Control', 'public, max-age=300').json(chat));
  return router;
}

/** What is the same for everybody may be read by the council's other sites: the script, its fonts, the council's facts. */
export const forEveryPage: RequestHandler = (_request, response, next) => {
  response.set('Access-Control-Allow-Origin', '*');
  next();
};
