// Forms that a passkey belongs to: they are sent once the browser has made one, or found one.

const TIMEOUT_MS = 10000;

/**
 * What the browser needs to know, from the page as it is now: it is good for some minutes alone.
 * @param {HTMLFormElement} form
 */
async function optionsOf(form) {
  const answer = await fetch(form.dataset.page ?? "", {
    headers: { "X-Console-Live": "1", Accept: "text/html" },
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(`form[data-passkey="${form.dataset.passkey}"]`);
  return JSON.parse(fresh?.getAttribute("data-options") ?? "");
}

/** A passkey that was made, or found. @param {HTMLFormElement} form */
async function passkeyFor(form) {
  const options = await optionsOf(form);
  const { credentials } = navigator;
  const found =
    form.dataset.passkey === "create"
      ? await credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
        })
      : await credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        });
  if (!(found instanceof PublicKeyCredential)) throw new Error("there is none");
  return JSON.stringify(found.toJSON());
}

/** Say why there is no passkey, in words of ours. @param {unknown} error */
function reason(error) {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") return "No passkey was given: it was refused, or took too long.";
  if (name === "InvalidStateError") return "This device has a passkey of yours already.";
  return "The browser has no passkey for this console.";
}

/** Send a form with a passkey. @param {HTMLFormElement} form */
async function send(form) {
  const field = form.elements.namedItem("credential");
  const fault = form.querySelector("[data-passkey-fault]");
  if (!(field instanceof HTMLInputElement) || !(fault instanceof HTMLElement)) return;
  fault.hidden = true;
  try {
    field.value = await passkeyFor(form);
    form.submit();
  } catch (error) {
    fault.textContent = reason(error);
    fault.hidden = false;
  }
}

/** Let the forms with passkeys be used, where the browser knows passkeys. */
export function usePasskeys() {
  if (!("PublicKeyCredential" in window && "parseCreationOptionsFromJSON" in PublicKeyCredential))
    return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!(form instanceof HTMLFormElement)) continue;
    form.hidden = false;
    for (const button of form.querySelectorAll("button")) button.disabled = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
