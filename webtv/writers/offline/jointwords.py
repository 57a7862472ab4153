"""Words by language that tell whether what stands behind a comma can stand alone."""

from __future__ import annotations

from functools import cache

from webtv.writers.offline import wordlists

PREPOSITIONS: dict[str, str] = {
    "es": "a al ante bajo con de del desde durante en entre hacia hasta junto por según sin sobre "
    "tras cerca dentro lejos detrás delante",
    "fr": "à au aux dans sur sous chez vers près pendant depuis dès en par avec sans après avant "
    "entre derrière devant lors loin",
    "de": "in im am an auf unter über vor nach bei beim zu zum zur durch für zwischen neben hinter "
    "seit mit ohne von vom während aus gegen",
    "it": "a al allo alla all' ai agli alle in nel nello nella nei negli nelle nell' su sul sulla "
    "sui sulle da dal dalla con per tra fra sotto sopra verso dopo prima durante dietro",
    "pt": "a à ao aos às em no na nos nas num numa desde durante até por pelo pela com sem sob "
    "sobre entre após depois antes junto atrás",
    "nl": "in op aan bij onder boven voor na tussen naast achter met zonder van tijdens",
    "pl": "w we na z ze do od po przed pod nad przy u o za dla między obok wśród podczas koło",
    "ru": "в во на с со к ко у от из за под над при для через между около среди о об по после "
    "перед до",
    "ar": "في على من إلى عن مع عند بين تحت فوق قبل بعد",
}
RELATIVES: dict[str, str] = {
    "pl": "kto który która które którzy którego której którym których którymi którą któremu gdzie "
    "gdy kiedy dopóki bo ponieważ żeby aby choć chociaż że gdyż zanim aż jakby",
    "ru": "кто который которая которое которые которого которой которому которым которых которыми "
    "которую котором где когда пока потому чтобы хотя если что чей чья чьи",
    "de": "dessen deren denen welcher welche welches woraufhin wobei",
    "tr": "ki çünkü",
    "ar": "التي الذي الذين اللواتي حيث حين حينما عندما حتى لأن لأنه كأن كأنه",
    "pt": "cujo cuja cujos cujas",
    "es": "cuyo cuya cuyos cuyas quienes cuales",
    "fr": "lequel laquelle lorsque dès puisque",
    "it": "cui quale quali mentre",
}
PREDICATES: dict[str, str] = {
    "en": "is are was were has have does",
    "es": "es está están son era eran estaba tiene tienen ha han hay va van hace hacen dice dicen "
    "sale salen entra entran llega llegan corre corren canta cantan baila bailan duerme duermen "
    "come comen bebe beben mira miran espera esperan juega juegan habla hablan prepara preparan "
    "abre cierra enciende lee escribe sueña sabe saben quiere quieren puede pueden vuelve vuelven "
    "vive viven trabaja trabajan pasea busca lleva llevan sube suben charla charlan discute "
    "discuten vigila recuerda cree creen ríe ríen toma toman amasa bosteza ladra silba se le les "
    "nunca siempre",
    "fr": "est sont était a ont avait va vont fait font dit sait savent vient viennent part arrive "
    "arrivent court courent chante chantent danse dort dorment mange mangent boit boivent regarde "
    "regardent attend attendent joue jouent parle parlent prépare ouvre ferme allume lit écrit "
    "rêve croit croient veut veulent peut peuvent revient vit vivent travaille cherche porte monte "
    "descend rit rient raconte racontent reçoit entre entrent pétrit bâille aboie siffle se s' ne "
    "n' persuadé persuadée "
    "convaincu convaincue toujours",
    "de": "ist sind war waren hat haben wird werden geht gehen kommt kommen macht machen steht "
    "stehen liegt liegen sitzt sitzen läuft laufen singt tanzt schläft isst trinkt schaut wartet "
    "spielt redet backt öffnet schließt liest schreibt träumt glaubt weiß will kann muss wohnt "
    "arbeitet sucht findet trägt lacht erzählt fegt gießt hält zieht",
    "it": "è sono era erano ha hanno va vanno fa fanno dice dicono esce escono entra entrano "
    "arriva "
    "arrivano corre corrono canta cantano balla dorme dormono mangia mangiano beve bevono guarda "
    "guardano aspetta aspettano gioca giocano parla parlano prepara apre chiude accende legge "
    "scrive sogna sa sanno vuole vogliono può possono torna tornano vive vivono lavora cerca porta "
    "portano sale ride ridono racconta raccontano crede impasta sbadiglia abbaia fischia si non "
    "convinto convinta sempre",
    "pt": "é são era eram está estão tem têm há vai vão faz fazem diz dizem sai saem entra entram "
    "chega chegam corre correm canta cantam dança dorme dormem come comem bebe bebem olha olham "
    "espera esperam joga jogam fala falam prepara abre fecha acende lê escreve sonha sabe sabem "
    "quer querem pode podem volta voltam vive vivem trabalha procura leva levam sobe ri riem conta "
    "contam acredita amassa boceja late assobia discute discutem pede pedem se não nunca sempre "
    "convencido convencida",
    "pl": "jest są był była ma mają idzie idą śpi śpią je pije stoi stoją siedzi siedzą leży leżą "
    "robi mówi mówią wie wiedzą chce chcą może mogą lubi lubią czeka czekają gra grają czyta "
    "czytają pisze piszą śpiewa patrzy patrzą słucha rozmawia rozmawiają układa podlewa opowiada "
    "piecze gotuje szuka biega wraca wierzy myśli otwiera zamyka zapala wyrabia zagniata miesi "
    "nuci myje zamiata karmi suszy smaży sprząta nosi "
    "wozi pcha ciągnie ziewa szczeka nigdy zawsze przekonany "
    "przekonana pewna pewien",
    "ru": "был была было были есть уверен уверена убеждён убеждена никогда всегда",
    "ar": "مقتنع مقتنعة متأكد متأكدة يؤمن تؤمن يعتقد تعتقد لا",
}
"""Words by which a part begins that has no subject of its own: verbs, and what stands by them."""


@cache
def ties(language: str) -> frozenset[str]:
    """The words that bind what follows to what stands before them, and are no article."""
    bound = wordlists.of(PREPOSITIONS, language) | wordlists.of(wordlists.LINKS, language)
    return bound - wordlists.of(wordlists.DETERMINERS, language)
