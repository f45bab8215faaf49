use miao::base::SitePath;
use miao::markdown::*;
use rayon::prelude::*;
use std::time::Instant;
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let files: Vec<String> = walkdir::WalkDir::new(dir)
        .into_iter()
        .flatten()
        .filter(|e| e.path().extension().is_some_and(|x| x == "md"))
        .map(|e| std::fs::read_to_string(e.path()).unwrap())
        .collect();
    let path = SitePath::new("a.md").unwrap();
    let o = Options::default();
    for _ in 0..4 {
        let t = Instant::now();
        let n: usize = files
            .par_iter()
            .map(|f| {
                let at = f.find("+++\n").and_then(|_| f[4..].find("+++\n").map(|x| x + 8)).unwrap_or(0);
                let b = render(&path, f, at..f.len(), &o);
                b.value.html.len() + b.findings.len()
            })
            .sum();
        println!("{} files {} ms html {}", files.len(), t.elapsed().as_millis(), n);
    }
}
#[global_allocator]
static A: mimalloc::MiMalloc = mimalloc::MiMalloc;
