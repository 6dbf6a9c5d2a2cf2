// A line that says what just happened, with one way back, for some seconds.
export function toast(text, { action, label, seconds = 6 } = {}) {
  const line = document.createElement("div");
  line.className = "toast";
  const words = document.createElement("span");
  words.textContent = text;
  line.append(words);
  const close = () => line.remove();
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = label;
    button.addEventListener("click", () => { close(); action(); });
    line.append(button);
  }
  document.getElementById("toasts").append(line);
  let timer = setTimeout(close, seconds * 1000);
  line.addEventListener("pointerenter", () => clearTimeout(timer));
  line.addEventListener("pointerleave", () => { timer = setTimeout(close, 2000); });
  return { close, words };
}
