import { Router } from 'express';
import { renderCouncilPage } from '../web/pages/council.ts';
import type { PageCouncil } from './contract/council.ts';

/** The citizens' page in each of the council's languages: `/` in the first, `/en` and so on in the others. */
export function pageRoutes(council: PageCouncil): Router {
  const router = Router();
  council.languages.forEach((language, index) => {
    const page = renderCouncilPage(council, language);
    router.get(index === 0 ? '/' : `/${language}`, (_request, response) => void response.type('html').send(page));
  });
  return router;
}
