for (const count of document.querySelectorAll(".counts span")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = count.textContent;
  button.setAttribute("aria-pressed", "false");
  button.title = "show only these";
  button.addEventListener("click", () => {
    const only = button.getAttribute("aria-pressed") !== "true" ? count.dataset.verdict : "";
    for (const one of document.querySelectorAll(".counts button")) one.setAttribute("aria-pressed", String(one === button && only !== ""));
    for (const one of document.querySelectorAll(".case")) one.hidden = only !== "" && one.dataset.verdict !== only;
    for (const one of document.querySelectorAll(".file")) one.hidden = !one.querySelector(".case:not([hidden])");
  });
  count.replaceWith(button);
}
