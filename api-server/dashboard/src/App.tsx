export function App() {
  return <h1>Botflow Analytics</h1>;
}
