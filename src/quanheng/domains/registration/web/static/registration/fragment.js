// The code on the receipt leads here with number and code behind the #, which no server ever sees in an address.
const form = document.querySelector("form[data-from-fragment]");
const given = new URLSearchParams(location.hash.slice(1));
if (form && given.get("number") && given.get("code")) {
  form.elements.number.value = given.get("number");
  form.elements.code.value = given.get("code");
  history.replaceState(null, "", location.pathname);
  form.querySelector("button").focus();
}
